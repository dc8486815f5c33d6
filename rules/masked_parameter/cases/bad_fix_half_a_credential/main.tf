variable "cloudflare_api_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "cloudflare_account_id" {
  type    = string
  default = ""
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.cloudflare_api_token
}

