data "coder_parameter" "a" {
  name = "region"
}

locals {
  ask = false
}

module "c" {
  source = "./child"
  ask    = local.ask
}
