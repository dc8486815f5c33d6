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
  description = "Ask each user for a personal OpenRouter API key in the workspace form, instead of using `openrouter_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "openrouter_api_key" {
  count        = var.enable_openrouter_api_key_parameter ? 1 : 0
  name         = "bad_flow_several_files_openrouter_api_key"
  display_name = "Bad Flow Several Files OpenRouter API key"
  description  = "Your personal OpenRouter API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openrouter_api_key = var.enable_openrouter_api_key_parameter ? sensitive(data.coder_parameter.openrouter_api_key[0].value) : var.openrouter_api_key
}
