variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  encoded = base64encode(var.api_key)
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme $(echo -n '${local.encoded}' | base64 -d)"
}

resource "coder_script" "two" {
  agent_id     = "agent"
  display_name = "Run"
  script       = templatefile("run.sh", { KEY = base64encode(var.api_key) })
}
