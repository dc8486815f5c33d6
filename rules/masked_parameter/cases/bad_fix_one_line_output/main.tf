variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

output "key" { value = var.api_key }
