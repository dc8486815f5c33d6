module "one" {
  source = "./child"
}

module "two" {
  source = "./child"
}

