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

data "coder_parameter" "gitlab" {
  name         = "gitlab"
  display_name = "GitLab"
  description  = "Personal access token for GitLab, with read_api."
  type         = "string"
  form_type    = "input"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_script" "login" {
  agent_id     = var.agent_id
  display_name = "Login"
  script       = "glab auth login --stdin <<< '${data.coder_parameter.gitlab.value}'"
}
