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

data "coder_parameter" "number" {
  name    = "number"
  type    = "number"
  styling = jsonencode({ mask_input = true })
}

data "coder_parameter" "switch" {
  name      = "switch"
  type      = "bool"
  form_type = "switch"
  styling   = jsonencode({ mask_input = true })
}

data "coder_parameter" "options" {
  name    = "options"
  styling = jsonencode({ mask_input = true })
  option {
    name  = "A"
    value = "a"
  }
}

data "coder_parameter" "dynamic" {
  name    = "dynamic"
  styling = jsonencode({ mask_input = true })
  dynamic "option" {
    for_each = ["a"]
    content {
      name  = option.value
      value = option.value
    }
  }
}

data "coder_parameter" "no_json" {
  name    = "no_json"
  styling = "mask_input"
}

data "coder_parameter" "no_object" {
  name    = "no_object"
  styling = jsonencode(["mask_input"])
}

data "coder_parameter" "text" {
  name    = "text"
  styling = jsonencode({ mask_input = true })
}
