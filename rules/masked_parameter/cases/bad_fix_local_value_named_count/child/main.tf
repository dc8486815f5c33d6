variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "content" {
  description = "What the file holds."
  type        = string
}

locals {
  count = length(var.content)
}

resource "coder_env" "content" {
  agent_id = var.agent_id
  name     = "CONTENT"
  value    = var.content
}

resource "coder_env" "length" {
  agent_id = var.agent_id
  name     = "LENGTH"
  value    = local.count
}
