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

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "show" {
  type = bool
}

output "marked" {
  value     = var.api_key
  sensitive = true
}

output "ephemeral" {
  value     = var.api_key
  ephemeral = true
}

output "unknown" {
  value     = var.api_key
  sensitive = var.show
}

output "comparison" {
  value = var.api_key != ""
}

output "length" {
  value = length(var.api_key)
}

output "shown" {
  value = nonsensitive(var.api_key)
}

output "choice" {
  value = var.api_key == "" ? "none" : "some"
}
