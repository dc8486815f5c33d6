variable "login" {
  description = "What the agent signs in with."
  type        = string
}

variable "openai_api_key" {
  description = "OpenAI API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "docker_container" "workspace" {
  image = "ubuntu"
  name  = "workspace"
  env = [
    "CODER_AGENT_TOKEN=${var.login}",
    "OPENAI_API_KEY=${var.openai_api_key}",
  ]
}
