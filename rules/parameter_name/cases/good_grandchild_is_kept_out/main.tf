data "coder_parameter" "a" {
  name = "region"
}

module "c" {
  source = "./child"
}
