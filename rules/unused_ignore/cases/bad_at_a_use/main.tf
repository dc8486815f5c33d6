variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}

# coderlint-ignore: masked_parameter -- this is where the key is used
resource "coder_env" "api_key" {
  agent_id = "a"
  name     = "API_KEY"
  value    = var.api_key
}
