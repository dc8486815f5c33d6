variable "ask" {
  type    = bool
  default = false
}

module "g" {
  source = "./grand"
  ask    = var.ask
}
