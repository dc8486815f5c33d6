terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "rotation" {
  description = "How often keys change."
  type        = string
  default     = null
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  type        = "string"
  description = "Masked, but stored as plaintext."
  mutable     = true
  styling     = jsonencode({ mask_input = true })
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = data.coder_parameter.api_key.value
}
