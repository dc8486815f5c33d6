terraform { required_version = ">= 1.3" }

variable "a_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "a_api_key" {
  agent_id = "agent"
  name     = "A_API_KEY"
  value    = var.a_api_key
}
