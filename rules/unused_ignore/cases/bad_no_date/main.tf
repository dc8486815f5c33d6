# coderlint-ignore: sensitive_variable until=31.01.2027 -- no date
variable "api_key" {
  type = string
}
