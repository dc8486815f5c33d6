variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "api_key" {
  description = "API key of the assistant."
  type        = string
  default     = ""
  sensitive   = true
}

module "assistant" {
  source      = "./modules/assistant"
  agent_id    = var.agent_id
  api_key     = var.api_key
  ask_for_key = false
}
