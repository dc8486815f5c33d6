variable "agent_ids" {
  description = "The IDs of Coder agents."
  type        = list(string)
}

variable "api_key" {
  description = "API key of the assistant."
  type        = string
  default     = ""
  sensitive   = true
}

module "assistant" {
  count    = length(var.agent_ids)
  source   = "./modules/assistant"
  agent_id = var.agent_ids[count.index]
  api_key  = var.api_key
}
