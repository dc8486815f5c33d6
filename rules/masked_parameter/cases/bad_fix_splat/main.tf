variable "api_key" {
  description = "API key."
  type        = string
  default     = null
  sensitive   = true
}

resource "coder_env" "key" {
  count    = length(var.api_key[*])
  agent_id = "agent"
  name     = "API_KEY"
  value    = one(var.api_key[*])
}
