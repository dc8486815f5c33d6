terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "openai" {
  description = "Access to OpenAI."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "openai" {
  for_each = zipmap(["OPENAI_API_KEY"], ["agent"])
  agent_id = each.value
  name     = each.key
  value    = var.openai
}
