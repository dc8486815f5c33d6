variable "on" {
  type    = bool
  default = false
}

variable "other" {
  type    = bool
  default = false
}

data "coder_parameter" "a" {
  count = var.on ? 1 : 0
  name = "region"
}

data "coder_parameter" "b" {
  count = var.other ? 1 : 0
  name = "bad_two_gates_region"
}

