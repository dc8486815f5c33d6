variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "acme_api_key" {
  description = "Acme API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_acme_api_key_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `acme_api_key`."
  type        = bool
  default     = false
}

module "middle" {
  count = var.enable_acme_api_key_parameter || var.acme_api_key != "" ? 1 : 0

  source = "./middle"

  agent_id                 = var.agent_id
  api_key                  = var.acme_api_key
  enable_api_key_parameter = var.enable_acme_api_key_parameter
}
