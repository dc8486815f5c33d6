variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "acme" {
  type        = string
  default     = ""
  description = <<-EOT
    API key for Acme.
  EOT
}

variable "other" {
  type        = string
  default     = ""
  description = ("API key for another.")
}

resource "coder_env" "acme" {
  agent_id = var.agent_id
  name     = "ACME"
  value    = var.acme
}

resource "coder_env" "other" {
  agent_id = var.agent_id
  name     = "OTHER"
  value    = var.other
}
