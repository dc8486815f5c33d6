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

data "coder_parameter" "region" {
  name         = "region"
  display_name = "Region"
  description  = "Where to run."
  type         = "string"
  mutable      = true
}

data "coder_parameter" "auth_token_kind" {
  name    = "token"
  type    = "string"
  default = "short"
  option {
    name  = "Short"
    value = "short"
  }
}
