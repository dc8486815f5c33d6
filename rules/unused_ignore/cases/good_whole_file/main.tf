# Keys for tests.
# coderlint-ignore-file: sensitive_variable -- they are public

variable "api_key" {
  type = string
}

variable "token" {
  type = string
}
