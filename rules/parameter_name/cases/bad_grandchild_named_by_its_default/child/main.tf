variable "label" {
  type = string
}

module "d" {
  source = "./grandchild"
}
