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

data "coder_parameter" "api_key" {
  name         = "api_key"
  display_name = "Api key"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

output "key" {
  value     = data.coder_parameter.api_key.value
  sensitive = true
}
