# coderlint-ignore: sensitive_variable -- the rule did not run
variable "region" {
  type = string
}
