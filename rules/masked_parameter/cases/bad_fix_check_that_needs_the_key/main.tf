variable "mode" {
  type    = string
  default = "none"

  validation {
    condition     = var.mode != "live" || var.api_key != ""
    error_message = "Mode live needs api_key."
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

