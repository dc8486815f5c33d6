variable "on" {
  type    = bool
  default = false
}

data "coder_parameter" "a" {
  count = var.on ? 1 : 0
  name = "region"
}

data "coder_parameter" "b" {
  count = local.off ? 1 : 0
  name = "region"
}

locals {
  off = !var.on
}
