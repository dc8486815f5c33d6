# coderlint-ignore: sensitive_variable, storage_caveat -- a test key
variable "api_key" {
  type = string
}
