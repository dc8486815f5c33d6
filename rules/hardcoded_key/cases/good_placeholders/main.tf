variable "api_key" {
  type    = string
  default = "sk-proj-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
}

variable "token" {
  type    = string
  default = "ghp_your0token0goes0here0and0nowhere0else00"
}

variable "other_api_key" {
  type    = string
  default = "replace-me-1234567890"
}

variable "acme_token" {
  type    = string
  default = "abcdefghij0123456789abcdefghij"
}

variable "run_token" {
  type    = string
  default = "q7Zk3Xaaaaaw9tNb2Gv"
}

locals {
  aws = "AKIAIOSFODNN7EXAMPLE"
}
