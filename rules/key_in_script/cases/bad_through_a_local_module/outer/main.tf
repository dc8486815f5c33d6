variable "key" {
  type = string
}

module "inner" {
  source = "../inner"
  text   = "Bearer ${var.key}"
}
