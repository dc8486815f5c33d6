variable "on" {
  type    = bool
  default = false
}

module "one" {
  source = "./child"
  ask    = var.on
}

module "two" {
  source = "./child"
  ask    = !var.on
}

