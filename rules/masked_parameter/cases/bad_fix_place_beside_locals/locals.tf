locals {
  port = var.port
}

locals {
  more = local.port
}