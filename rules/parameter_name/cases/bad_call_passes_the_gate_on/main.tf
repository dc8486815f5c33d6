variable "ask" {
  type    = bool
  default = false
}

data "coder_parameter" "a" {
  name = "region"
}

module "c" {
  source = "./child"
  ask    = var.ask
}
