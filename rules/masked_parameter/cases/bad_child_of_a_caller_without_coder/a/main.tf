module "box" {
  source = "../box"
}
