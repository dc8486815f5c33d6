variable "ask" {
  type    = bool
  default = false
}

data "coder_parameter" "a" {
  count = var.ask ? 1 : 0
  name   = "region"
}

module "c" {
  source = "./child"
  ask    = true
}
