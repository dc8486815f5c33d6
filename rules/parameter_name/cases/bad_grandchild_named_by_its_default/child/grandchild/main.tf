variable "label" {
  type    = string
  default = "region"
}

data "coder_parameter" "x" {
  name = var.label
}
