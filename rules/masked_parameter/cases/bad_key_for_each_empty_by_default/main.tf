variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "key" {
  for_each = var.api_key != "" ? { API_KEY = "x" } : {}
  agent_id = "agent"
  name     = each.key
  value    = var.api_key
}
