# coderlint-ignore: sensitive_variable, masked_parameter -- there is one for all
variable "region" {
  type = string
}
