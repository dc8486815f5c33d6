variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_agent" "main" {
  os              = "linux"
  arch            = "amd64"
  startup_script  = "acme up ${var.api_key}"
  shutdown_script = "acme down ${var.api_key}"

  metadata {
    key      = "quota"
    script   = "acme quota ${var.api_key}"
    interval = 60
    timeout  = 1
  }
}

resource "coder_app" "acme" {
  agent_id = coder_agent.main.id
  slug     = "acme"
  command  = "acme ${var.api_key}"
}
