locals {
  router = { OPENROUTER_API_KEY = var.openrouter_api_key }
}
