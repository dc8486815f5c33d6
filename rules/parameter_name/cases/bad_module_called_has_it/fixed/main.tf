data "coder_parameter" "a" {
  name = "bad_module_called_has_it_region"
}

module "c" {
  source = "./child"
}

