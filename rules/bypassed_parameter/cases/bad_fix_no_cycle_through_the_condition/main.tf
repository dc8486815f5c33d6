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
  kind    = substr(var.api_key, 0, 3)
  api_key = var.ask_key && local.kind != "own" ? data.coder_parameter.api_key[0].value : var.api_key
}

resource "coder_env" "a" {
  agent_id = "agent"
  name     = "A"
  value    = local.api_key
}

resource "coder_env" "b" {
  agent_id = "agent"
  name     = "B"
  value    = local.kind
}
