data "coder_parameter" "a" {
  name = local.name
}

locals {
  name = "re${local.rest}"
  rest = "gion"
}
