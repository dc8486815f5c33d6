variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
} /* begins
here */

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

