variable "api_key" {
  description = "API key."
  type        = string
  default     = null
  sensitive   = true
}

resource "coder_env" "key" {
  count    = var.api_key != null ? (trimspace(var.api_key) != "" ? 1 : 0) : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
