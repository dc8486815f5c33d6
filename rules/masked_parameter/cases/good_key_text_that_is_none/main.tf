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

variable "eos_token" {
  description = "Ends each answer."
  type        = string
  default     = "</s>"
}

variable "pad_token" {
  description = "Fills each answer up."
  type        = string
  default     = "<pad>"
}

resource "coder_env" "e" {
  agent_id = var.agent_id
  name     = "EOS"
  value    = var.eos_token
}

resource "coder_env" "p" {
  agent_id = var.agent_id
  name     = "PAD"
  value    = var.pad_token
}

variable "system_prompt" {
  description = "What the assistant is told first: never print API keys."
  type        = string
  default     = ""
  sensitive   = true
}

variable "rules" {
  description = "Rules of the assistant. Never print API keys, and keep each token to yourself."
  type        = string
  default     = ""
  sensitive   = true
}

variable "chat_model" {
  description = "Model to use; your API key must be allowed to call it."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "prompt" {
  agent_id = var.agent_id
  name     = "SYSTEM_PROMPT"
  value    = var.system_prompt
}

resource "coder_env" "rules" {
  agent_id = var.agent_id
  name     = "RULES"
  value    = var.rules
}

resource "coder_env" "model" {
  agent_id = var.agent_id
  name     = "CHAT_MODEL"
  value    = var.chat_model
}
