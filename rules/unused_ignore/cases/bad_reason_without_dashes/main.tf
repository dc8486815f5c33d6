# coderlint-ignore: sensitive_variable because it is public
variable "api_key" {
  type = string
}
