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

variable "form" {
  type = string
}

data "coder_parameter" "plain" {
  name    = "plain"
  styling = jsonencode({ mask_input = true })
}

data "coder_parameter" "textarea" {
  name      = "textarea"
  type      = "string"
  form_type = "textarea"
  styling   = jsonencode({ mask_input = true })
}

data "coder_parameter" "off" {
  name    = "off"
  type    = "number"
  styling = jsonencode({ mask_input = false })
}

data "coder_parameter" "disabled" {
  name    = "disabled"
  type    = "number"
  styling = jsonencode({ mask_input = true, disabled = true })
}

data "coder_parameter" "unknown" {
  name    = "unknown"
  type    = "number"
  styling = var.form
}

data "coder_parameter" "unknown_form" {
  name      = "unknown_form"
  form_type = var.form
  styling   = jsonencode({ mask_input = true })
}

data "coder_parameter" "dropdown" {
  name      = "dropdown"
  type      = "bool"
  form_type = "dropdown"
  option {
    name  = "A"
    value = "a"
  }
}

data "coder_parameter" "tags" {
  name      = "tags"
  type      = "list(string)"
  form_type = "tag-select"
}

data "coder_parameter" "many" {
  name      = "many"
  type      = "list(string)"
  form_type = "multi-select"
  option {
    name  = "A"
    value = "a"
  }
}
