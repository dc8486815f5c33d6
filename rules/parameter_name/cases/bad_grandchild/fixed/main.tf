data "coder_parameter" "a" {
  name = "bad_grandchild_region"
}

module "c" {
  source = "./child"
}

