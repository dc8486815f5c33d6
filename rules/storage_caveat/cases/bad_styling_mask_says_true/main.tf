terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_parameter" "motto" {
  name        = "motto"
  description = "Only for you."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = "true"
  })
}

data "coder_parameter" "song" {
  name        = "song"
  description = "Only for you."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = "yes"
  })
}
