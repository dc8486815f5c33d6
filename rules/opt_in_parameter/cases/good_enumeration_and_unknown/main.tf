terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "key_source" {
  type    = string
  default = "variable"
}

variable "users" {
  type = list(string)
}

variable "first_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "second_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "first_token" {
  count        = var.key_source == "parameter" ? 1 : 0
  name         = "first_token"
  display_name = "First token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "second_token" {
  count        = length(var.users)
  name         = "second_token"
  display_name = "Second token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "it" {
  agent_id = var.agent_id
  name     = "API_KEY"
  value    = jsonencode([try(data.coder_parameter.first_token[0].value, var.first_token), try(data.coder_parameter.second_token[0].value, var.second_token)])
}
