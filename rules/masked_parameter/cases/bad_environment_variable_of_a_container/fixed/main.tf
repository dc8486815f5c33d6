terraform {
  required_version = ">= 1.9"

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

variable "assistant" {
  type        = string
  description = "For the assistant."
  default     = ""
  sensitive   = true
}

variable "enable_assistant_parameter" {
  description = "Ask each user for a personal Assistant credential in the workspace form, instead of using `assistant`."
  type        = bool
  default     = false
}

data "coder_parameter" "assistant" {
  count        = var.enable_assistant_parameter ? 1 : 0
  name         = "bad_environment_variable_of_a_container_assistant"
  display_name = "Bad Environment Variable Of A Container Assistant credential"
  description  = "Your personal Assistant credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  assistant = var.enable_assistant_parameter ? sensitive(data.coder_parameter.assistant[0].value) : var.assistant
}

resource "kubernetes_pod" "main" {
  spec {
    container {
      env {
        name  = "OPENAI_API_KEY"
        value = local.assistant
      }
    }
  }
}
