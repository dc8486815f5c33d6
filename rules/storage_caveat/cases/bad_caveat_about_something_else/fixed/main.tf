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

data "coder_parameter" "api_key" {
  name        = "assistant_api_key"
  description = "Your key. The form masks it. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "bot_token" {
  name        = "assistant_bot_token"
  description = "Your token, stored encrypted in the Coder database. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "auth_json" {
  name        = "assistant_auth_json"
  description = "What your login wrote. Plain text only, no binary. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "textarea"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}
