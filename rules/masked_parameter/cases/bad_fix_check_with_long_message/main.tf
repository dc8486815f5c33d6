variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition = var.api_key == "" || can(
      regex("^sk-", var.api_key)
    )
    error_message = join(" ", [
      "It begins",
      "with sk-.",
    ])
  }
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

