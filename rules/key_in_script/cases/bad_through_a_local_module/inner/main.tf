variable "text" {
  type = string
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme --header '${var.text}'"
}
