terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "enable_api_key" {
  type        = bool
  description = "Use an API key in place of a login."
  default     = false
}

variable "tokens" {
  type        = number
  description = "Tokens per minute."
  default     = 1000
}

variable "secrets" {
  type        = list(string)
  description = "Names of secrets to mount."
  default     = []
}

variable "refresh_token" {
  type        = bool
  description = "Whether to refresh the login each hour."
  default     = true
}

variable "api_key" {
  type        = number
  description = "Index of the slot to use."
  default     = 0
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --a '${var.enable_api_key}'
    setup --b '${var.tokens}'
    setup --d '${var.refresh_token}'
    setup --e '${var.api_key}'
  EOT
}

resource "coder_env" "s" {
  agent_id = var.agent_id
  name     = "SECRET_NAMES"
  value    = join(",", var.secrets)
}
