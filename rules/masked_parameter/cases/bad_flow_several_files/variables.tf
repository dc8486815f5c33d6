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
