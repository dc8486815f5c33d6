variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  names = [for name in ["A", "B"] : name if var.api_key != "" && name != "B"]
}

resource "coder_env" "key" {
  count    = length(local.names)
  agent_id = "agent"
  name     = local.names[count.index]
  value    = var.api_key
}
