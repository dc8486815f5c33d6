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

module "first" {
  source   = "./modules/assistant"
  agent_id = var.agent_id
  api_key  = var.api_key
}

module "second" {
  source   = "./modules/assistant"
  agent_id = var.agent_id
  api_key  = var.api_key
}
