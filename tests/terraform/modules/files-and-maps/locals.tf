locals {
  base = { REGION = "eu" } # a comment
  env = merge(local.base, {
    ACME_API_KEY = var.acme_api_key == null ? "" : trimspace(var.acme_api_key)
  })
}
