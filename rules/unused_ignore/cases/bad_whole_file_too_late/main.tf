variable "api_key" {
  type = string
}

# coderlint-ignore-file: sensitive_variable -- comes too late
variable "token" {
  type = string
}
