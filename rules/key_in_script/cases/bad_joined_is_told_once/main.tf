variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask" {
  type    = bool
  default = false
}

data "coder_parameter" "api_key" {
  count   = var.ask ? 1 : 0
  name    = "api_key"
  styling = jsonencode({ mask_input = true })
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme ${var.ask ? data.coder_parameter.api_key[0].value : var.api_key}"
}
