resource "coder_env" "all" {
  for_each = toset(keys(local.env))
  agent_id = var.agent_id
  name     = each.key
  value    = local.env[each.key]
}

resource "coder_app" "acme" {
  agent_id     = var.agent_id
  slug         = "acme"
  display_name = "Acme"
  command      = "ACME_API_KEY='${var.acme_api_key != null ? var.acme_api_key : ""}' acme"
}
