variable "ask" {
  type    = bool
  default = false
}

data "coder_parameter" "a" {
  name = "bad_call_passes_the_gate_on_region"
}

module "c" {
  source = "./child"
  ask    = var.ask
}
