variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
