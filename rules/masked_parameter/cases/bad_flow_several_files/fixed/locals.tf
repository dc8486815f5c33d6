locals {
  router = { OPENROUTER_API_KEY = local.openrouter_api_key }
}
