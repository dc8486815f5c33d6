variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme --key '${var.api_key}'"
}
