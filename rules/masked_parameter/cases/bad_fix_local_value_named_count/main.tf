variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

module "child" {
  source   = "./child"
  agent_id = var.agent_id
  content  = var.api_key
}
