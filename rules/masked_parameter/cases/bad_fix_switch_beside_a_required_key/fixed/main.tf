variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "api_key" {
  description = "API key of the assistant."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.enable_api_key_parameter || startswith(var.api_key, "key-")
    error_message = "The api_key begins with key-."
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Switch Beside A Required Key API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

module "assistant" {
  source      = "./modules/assistant"
  agent_id    = var.agent_id
  api_key     = var.api_key
  ask_for_key = var.enable_api_key_parameter
}
