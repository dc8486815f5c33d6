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

resource "coder_env" "acme" {
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}
