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

variable "registry_login" {
  description = "What the build pulls images with."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_registry_login_parameter" {
  description = "Ask each user for a personal Bad Key Docker Credentials registry login credential in the workspace form, instead of using `registry_login`."
  type        = bool
  default     = false
}

variable "cache_config" {
  description = "What the build pushes layers with."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_cache_config_parameter" {
  description = "Ask each user for a personal Bad Key Docker Credentials cache config credential in the workspace form, instead of using `cache_config`."
  type        = bool
  default     = false
}

data "coder_parameter" "registry_login" {
  count        = var.enable_registry_login_parameter ? 1 : 0
  name         = "bad_key_docker_credentials_registry_login"
  display_name = "Bad Key Docker Credentials registry login credential"
  description  = "Your personal Bad Key Docker Credentials registry login credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  registry_login = var.enable_registry_login_parameter ? sensitive(data.coder_parameter.registry_login[0].value) : var.registry_login
}

data "coder_parameter" "cache_config" {
  count        = var.enable_cache_config_parameter ? 1 : 0
  name         = "bad_key_docker_credentials_cache_config"
  display_name = "Bad Key Docker Credentials cache config credential"
  description  = "Your personal Bad Key Docker Credentials cache config credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  cache_config = var.enable_cache_config_parameter ? sensitive(data.coder_parameter.cache_config[0].value) : var.cache_config
}

resource "coder_env" "pull" {
  agent_id = var.agent_id
  name     = "DOCKER_AUTH_CONFIG"
  value    = local.registry_login
}

resource "coder_env" "push" {
  agent_id = var.agent_id
  name     = "ENVBUILDER_DOCKER_CONFIG_BASE64"
  value    = local.cache_config
}
