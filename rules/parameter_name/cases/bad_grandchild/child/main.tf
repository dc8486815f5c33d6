module "g" {
  source = "./grand"
}

