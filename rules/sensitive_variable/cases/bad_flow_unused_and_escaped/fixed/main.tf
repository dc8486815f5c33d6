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

locals {
  # nobody reads this one
  unused = "key=${var.api_key}"
}

# value = var.api_key
resource "coder_script" "hint" {
  agent_id     = var.agent_id
  display_name = "Hint"
  run_on_start = true
  script       = <<-EOT
    # put $${var.api_key} into your own template
    echo "see $${var.api_key}"
  EOT
}
