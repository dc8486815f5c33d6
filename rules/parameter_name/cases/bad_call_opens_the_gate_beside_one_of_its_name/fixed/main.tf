variable "ask" {
  type    = bool
  default = false
}

data "coder_parameter" "a" {
  count = var.ask ? 1 : 0
  name   = "bad_call_opens_the_gate_beside_one_of_its_name_region"
}

module "c" {
  source = "./child"
  ask    = true
}
