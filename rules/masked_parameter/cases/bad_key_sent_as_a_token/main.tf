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

variable "gateway" {
  description = "Endpoint that answers the assistant."
  type        = string
  default     = ""
}

variable "tracker" {
  description = "Where issues are looked up."
  type        = string
  default     = ""
}

variable "mirror" {
  description = "URL of the mirror."
  type        = string
  default     = ""
}

resource "coder_script" "check" {
  agent_id     = var.agent_id
  display_name = "Check"
  run_on_start = true
  script       = <<-EOT
    curl -H "Authorization: Bearer ${var.gateway}" https://gateway.example.com/health
    curl -H 'PRIVATE-TOKEN: ${var.tracker}' https://tracker.example.com/api
    curl "${var.mirror}/health"
  EOT
}

variable "model_gateway" {
  description = "Endpoint of the model server."
  type        = string
  default     = ""
}

resource "coder_env" "header" {
  agent_id = var.agent_id
  name     = "MODEL_HEADER"
  value    = format("%s: Bearer %s", "Authorization", var.model_gateway)
}
