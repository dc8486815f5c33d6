terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

data "coder_parameter" "ssh_key" {
  name        = "ssh_key"
  description = "Your public SSH key."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "tmux_prefix_key" {
  name        = "tmux_prefix_key"
  description = "The prefix key of tmux."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "palette_key" {
  name        = "palette_key"
  description = "The key that opens the palette."
  type        = "string"
  default     = "ctrl-k"
  mutable     = true
}

data "coder_parameter" "key" {
  name        = "key"
  description = "The key to sort by."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "openai_key" {
  name    = "openai_key"
  type    = "string"
  default = ""
  mutable = true
}

data "coder_parameter" "jwt_audience" {
  name        = "jwt_audience"
  description = "Who the token is for."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "use_jwt" {
  name        = "use_jwt"
  description = "Whether to sign in at the gateway."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "session_cookie" {
  name        = "session_cookie"
  description = "The name of the cookie."
  type        = "string"
  default     = "sid"
  mutable     = true
}

data "coder_parameter" "license_key_path" {
  name        = "license_key_path"
  description = "Path to the license key."
  type        = "string"
  default     = ""
  mutable     = true
}

data "coder_parameter" "folder" {
  name        = "folder"
  description = "Where shells start."
  type        = "string"
  default     = ""
  mutable     = true
}

resource "coder_env" "folder" {
  agent_id = var.agent_id
  name     = "PWD"
  value    = data.coder_parameter.folder.value
}

data "coder_parameter" "kubeconfig" {
  name        = "kubeconfig"
  description = "The cluster to talk to."
  type        = "string"
  default     = ""
  mutable     = true
}

resource "coder_env" "kubeconfig" {
  agent_id = var.agent_id
  name     = "KUBECONFIG"
  value    = data.coder_parameter.kubeconfig.value
}
