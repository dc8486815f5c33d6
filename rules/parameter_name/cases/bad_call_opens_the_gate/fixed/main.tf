data "coder_parameter" "a" {
  name = "bad_call_opens_the_gate_region"
}

module "c" {
  source = "./child"
  ask    = true
}

