variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  key = trimspace(var.api_key)
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = <<-EOT
    export KEY="${local.key}"
  EOT
}
