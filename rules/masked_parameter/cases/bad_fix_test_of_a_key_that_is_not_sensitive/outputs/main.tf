terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

locals {
  has_key = var.api_key != ""
}

resource "coder_env" "has_key" {
  agent_id = "agent"
  name     = "HAS_KEY"
  value    = var.api_key != "" ? "true" : "false"
}

data "coder_workspace_preset" "with_key" {
  name = var.api_key != "" ? "With a key" : "Without a key"
}

output "has_key" {
  description = "Whether there is a key."
  value       = local.has_key
}

output "said" {
  description = "Whether there is a key, as text."
  value       = coder_env.has_key.value
}

output "preset" {
  description = "What the preset is called."
  value       = data.coder_workspace_preset.with_key.name
}
