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

variable "inputs" {
  type        = map(object({ mask = bool }))
  description = "What to ask for."
}

data "coder_parameter" "api_key" {
  for_each    = var.inputs
  name        = "assistant_api_key_${each.key}"
  type        = "string"
  mutable     = true
  description = "Key for ${each.key}. The value is stored as plaintext in the Coder database."
  styling     = each.value.mask ? jsonencode({ mask_input = true }) : jsonencode({})
}
