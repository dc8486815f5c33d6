variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "a" {
  count    = "" != (var.api_key) ? 1 : 0
  agent_id = "agent"
  name     = "A"
  value    = var.api_key
}

resource "coder_env" "b" {
  count    = !(0 < length(var.api_key)) ? 0 : 1
  agent_id = "agent"
  name     = "B"
  value    = var.api_key
}

resource "coder_env" "c" {
  count    = coalesce(var.api_key, "") == "" || "${var.api_key}" == "" ? 0 : 1
  agent_id = "agent"
  name     = "C"
  value    = var.api_key
}
