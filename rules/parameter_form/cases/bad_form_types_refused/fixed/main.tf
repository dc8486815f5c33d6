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

data "coder_parameter" "slider" {
  name      = "slider"
  form_type = "slider"
}

data "coder_parameter" "input" {
  name      = "input"
  form_type = "input"
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

data "coder_parameter" "none" {
  name      = "none"
  form_type = "password"
}
