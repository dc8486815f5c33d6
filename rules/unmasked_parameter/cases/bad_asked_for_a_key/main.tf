terraform {
  required_version = ">= 1.9"

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

data "coder_parameter" "openai_key" {
  name        = "openai_key"
  description = "Key for the OpenAI models that the assistant talks to."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "wandb_key" {
  name        = "wandb_key"
  description = "Where runs are logged to."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "azure_ai_key" {
  name        = "azure_ai_key"
  description = "Your Azure AI key."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "gateway_jwt" {
  name    = "gateway_jwt"
  type    = "string"
  default = ""
  mutable = true
}

data "coder_parameter" "session_cookie" {
  name    = "session_cookie"
  type    = "string"
  default = ""
  mutable = true
}

data "coder_parameter" "license_key" {
  name    = "license_key"
  type    = "string"
  default = ""
  mutable = true
}

data "coder_parameter" "npmrc" {
  name    = "npmrc"
  type    = "string"
  default = ""
  mutable = true
}

resource "coder_env" "wandb" {
  agent_id = var.agent_id
  name     = "WANDB_KEY"
  value    = data.coder_parameter.wandb_key.value
}
