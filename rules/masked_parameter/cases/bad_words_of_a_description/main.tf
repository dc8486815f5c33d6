terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "a_token" {
  description = "Access token, also known as the session key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "b_token" {
  description = "API token with read permission."
  type        = string
  default     = ""
  sensitive   = true
}

variable "c_token" {
  description = "API token with the scope `repo`."
  type        = string
  default     = ""
  sensitive   = true
}

variable "d_token" {
  description = "(optional) Access token."
  type        = string
  default     = ""
  sensitive   = true
}

variable "e_token" {
  description = "Access token. It begins with `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`. It ends in `yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy`. It begins with `zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz`."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "a_token" {
  agent_id = "agent"
  name     = "A_TOKEN"
  value    = var.a_token
}

resource "coder_env" "b_token" {
  agent_id = "agent"
  name     = "B_TOKEN"
  value    = var.b_token
}

resource "coder_env" "c_token" {
  agent_id = "agent"
  name     = "C_TOKEN"
  value    = var.c_token
}

resource "coder_env" "d_token" {
  agent_id = "agent"
  name     = "D_TOKEN"
  value    = var.d_token
}

resource "coder_env" "e_token" {
  agent_id = "agent"
  name     = "E_TOKEN"
  value    = var.e_token
}
