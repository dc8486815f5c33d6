terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type = string
}

# coderlint:ignore masked_parameter
variable "a_api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

# coderlint-disable masked_parameter
variable "b_api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

# Coderlint-Ignore: masked_parameter
variable "c_api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

# coderlint-ignore: masked_parameter until=tomorrow
variable "d_api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

# coderlint ignores nothing of this
variable "e_api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

resource "coder_env" "a" {
  agent_id = var.agent_id
  name     = "A_API_KEY"
  value    = var.a_api_key
}

resource "coder_env" "b" {
  agent_id = var.agent_id
  name     = "B_API_KEY"
  value    = var.b_api_key
}

resource "coder_env" "c" {
  agent_id = var.agent_id
  name     = "C_API_KEY"
  value    = var.c_api_key
}

resource "coder_env" "d" {
  agent_id = var.agent_id
  name     = "D_API_KEY"
  value    = var.d_api_key
}

resource "coder_env" "e" {
  agent_id = var.agent_id
  name     = "E_API_KEY"
  value    = var.e_api_key
}
