variable "value" {
  type = string
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "KEY"
  value    = var.value
}
