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

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true
}

resource "coder_script" "start" {
  agent_id     = var.agent_id
  display_name = "Start"
  script = templatefile("${path.module}/start.sh", {
    HAS_KEY = var.api_key != ""
    MODE    = length(var.api_key) > 0 ? "key" : "login"
  })
}
