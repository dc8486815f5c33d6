variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.api_key == "" || var.api_key != <<-EOT
      x
    EOT
    error_message = "no"
  }
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

