variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "acme_api_key" {
  type        = string
  description = "Acme API key."
  default     = ""
  sensitive   = true
}

resource "coder_env" "all" {
  for_each = ({
    ACME_API_KEY = var.acme_api_key
    ACME_MODE    = "live"
  })
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
