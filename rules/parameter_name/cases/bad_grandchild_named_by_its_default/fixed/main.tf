data "coder_parameter" "a" {
  name = "bad_grandchild_named_by_its_default_region"
}

module "c" {
  source = "./child"
  label  = "x"
}
