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

variable "rstudio_user" {
  type        = string
  description = "User that RStudio runs as."
  default     = ""
  sensitive   = true
}

variable "project_uuid" {
  type        = string
  description = "Project to open."
  default     = ""
  sensitive   = true
}

variable "datastore_name" {
  type        = string
  description = "Datastore for the disks."
  default     = ""
  sensitive   = true
}

variable "aibridge_proxy_auth_url" {
  type        = string
  description = "Where the proxy sends its requests."
  default     = ""
  sensitive   = true
}

variable "oauth_client_id" {
  type        = string
  description = "Client that signs users in."
  default     = ""
  sensitive   = true
}

variable "architecture" {
  type        = string
  description = "amd64 or arm64."
  default     = ""
  sensitive   = true
}

variable "press_enter" {
  type        = string
  description = "Press ENTER to go on."
  default     = ""
  sensitive   = true
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --o0 '${var.rstudio_user}'
    setup --o1 '${var.project_uuid}'
    setup --o2 '${var.datastore_name}'
    setup --o3 '${var.aibridge_proxy_auth_url}'
    setup --o4 '${var.oauth_client_id}'
    setup --o5 '${var.architecture}'
    setup --o6 '${var.press_enter}'
  EOT
}
