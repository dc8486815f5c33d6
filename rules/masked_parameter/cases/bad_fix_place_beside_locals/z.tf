locals {
  even = local.more
}
