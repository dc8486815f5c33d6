variable "on" {
  type    = bool
  default = false
}

data "coder_parameter" "a" {
  name = "region"
}

data "coder_parameter" "b" {
  count = var.on ? 1 : 0
  name = "bad_one_is_gated_region"
}

