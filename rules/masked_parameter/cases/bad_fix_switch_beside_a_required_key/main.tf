variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "api_key" {
  description = "API key of the assistant."
  type        = string
  sensitive   = true

  validation {
    condition     = startswith(var.api_key, "key-")
    error_message = "The api_key begins with key-."
  }
}

module "assistant" {
  source   = "./modules/assistant"
  agent_id = var.agent_id
  api_key  = var.api_key
}
