terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.12"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "auth_tarball" {
  type        = string
  description = "Base64 encoded, zstd compressed tarball of a signed-in state."
  default     = ""
  sensitive   = true
}

variable "install" {
  type        = bool
  description = "Whether to install the tool."
  default     = true
}

resource "coder_env" "auth_tarball" {
  count    = var.auth_tarball != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_AUTH_TARBALL"
  value    = var.auth_tarball
}

resource "coder_env" "signed_out" {
  count    = length(var.auth_tarball) == 0 && var.install ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_SIGNED_OUT"
  value    = "true"
}

resource "coder_script" "install" {
  agent_id     = var.agent_id
  display_name = "Install"
  script = templatefile("${path.module}/run.sh", {
    AUTH : base64encode(var.auth_tarball),
    INSTALL : var.install,
  })
}
