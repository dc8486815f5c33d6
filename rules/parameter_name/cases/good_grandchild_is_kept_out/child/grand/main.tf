variable "ask" {
  type    = bool
  default = true
}

data "coder_parameter" "x" {
  count = var.ask ? 1 : 0
  name  = "region"
}
