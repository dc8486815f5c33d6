variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "key" {
  count    = startswith(var.api_key, "sk-") ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
