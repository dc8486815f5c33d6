variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal key in the workspace form."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" { # ask the user
  count       = var.enable_api_key_parameter ? 1 : 0
  name        = "api_key"
  mutable     = true
  description = "Stored as plaintext."
  styling     = jsonencode({ mask_input = true })
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "${try(data.coder_parameter.api_key[0].name, "")}_X"
  value    = coalesce(try(data.coder_parameter.api_key[0].value, ""), var.api_key)
}
