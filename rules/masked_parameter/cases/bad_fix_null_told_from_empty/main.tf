variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "service_json" {
  type        = string
  description = "The service's credentials, as JSON."
  default     = null
  sensitive   = true
}

data "coder_workspace_owner" "me" {
}

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "SERVICE_TOKEN"
  value    = var.service_json != null ? jsondecode(var.service_json).token : data.coder_workspace_owner.me.session_token
}

resource "coder_env" "document" {
  count    = var.service_json != null && var.service_json != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "SERVICE_JSON"
  value    = var.service_json
}
