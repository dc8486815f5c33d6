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

variable "styling" {
  type = string
}

data "coder_parameter" "first_token" {
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
  name         = "second_token"
  display_name = "Second token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = var.styling
}

data "coder_parameter" "third_token" {
  name         = "third_token"
  display_name = "Third token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = "mask"
}

data "coder_parameter" "fourth_token" {
  name         = "fourth_token"
  display_name = "Fourth token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ mask_input = "true" })
}

data "coder_parameter" "fifth_token" {
  name         = "fifth_token"
  display_name = "Fifth token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ disabled = true })
}
