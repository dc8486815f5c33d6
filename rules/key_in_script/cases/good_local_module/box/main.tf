variable "api_key" {
  type      = string
  sensitive = true
}

variable "region" {
  type = string
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme --region '${var.region}' '${base64encode(var.api_key)}'"
}
