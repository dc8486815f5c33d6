variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_key" {
  type    = bool
  default = false
}

data "coder_parameter" "api_key" {
  count       = var.ask_key ? 1 : 0
  name        = "acme_api_key"
  mutable     = true
  description = "Your key. The form masks it; it is stored as plaintext in the Coder database."
  styling     = jsonencode({ mask_input = true })
}

locals {
  api_key = try(data.coder_parameter.api_key[0].value, var.api_key)
}

locals {
  has_key = var.api_key != "" || var.ask_key
}

resource "coder_env" "key" {
  count    = local.has_key ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}
