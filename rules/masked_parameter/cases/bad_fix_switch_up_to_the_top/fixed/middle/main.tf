variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "api_key" {
  description = "Acme API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

module "bottom" {
  source                   = "./bottom"
  agent_id                 = var.agent_id
  api_key                  = var.api_key
  enable_api_key_parameter = var.enable_api_key_parameter
}
