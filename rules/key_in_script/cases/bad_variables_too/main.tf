variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "other_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "ask" {
  type    = bool
  default = false
}

data "coder_parameter" "api_key" {
  count   = var.ask ? 1 : 0
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

locals {
  api_key = var.ask ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme '${local.api_key}' '${var.other_token}' '${base64encode(var.other_token)}'"
}
