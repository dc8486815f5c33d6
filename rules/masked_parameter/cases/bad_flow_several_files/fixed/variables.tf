variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "openrouter_api_key" {
  type        = string
  description = "OpenRouter key."
  default     = ""
  sensitive   = true
}

variable "enable_openrouter_api_key_parameter" {
  description = "Ask each user for a personal OpenRouter key in the workspace form, instead of using `openrouter_api_key`."
  type        = bool
  default     = false
}
