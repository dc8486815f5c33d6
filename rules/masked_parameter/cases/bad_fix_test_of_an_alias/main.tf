variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  key     = trimspace(var.api_key)
  has_key = local.key != ""
}

resource "coder_env" "key" {
  count    = local.has_key ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.key
}
