variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  mutable     = true
  description = "Stored as plaintext."
  styling     = jsonencode({ mask_input = true })
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = data.coder_parameter.api_key["name"]
  value    = coalesce(data.coder_parameter.api_key.value, var.api_key)
}
