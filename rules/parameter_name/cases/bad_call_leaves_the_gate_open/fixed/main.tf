data "coder_parameter" "a" {
  name = "bad_call_leaves_the_gate_open_region"
}

module "c" {
  source = "./child"
}
