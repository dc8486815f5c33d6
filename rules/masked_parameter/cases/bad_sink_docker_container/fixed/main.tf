terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    docker = {
      source = "kreuzwerker/docker"
    }
  }
}

variable "hf_token" {
  type        = string
  description = "Hugging Face token."
  default     = ""
  sensitive   = true
}

variable "enable_hf_token_parameter" {
  description = "Ask each user for a personal Hugging Face token in the workspace form, instead of using `hf_token`."
  type        = bool
  default     = false
}

variable "auth_json" {
  type        = string
  description = "Contents of the assistant's auth.json."
  default     = ""
  sensitive   = true
}

variable "enable_auth_json_parameter" {
  description = "Ask each user for a personal Bad Sink Docker Container auth JSON in the workspace form, instead of using `auth_json`."
  type        = bool
  default     = false
}

variable "wandb_api_key" {
  type        = string
  description = "Weights & Biases key."
  default     = ""
  sensitive   = true
}

variable "enable_wandb_api_key_parameter" {
  description = "Ask each user for a personal Weights & Biases key in the workspace form, instead of using `wandb_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "hf_token" {
  count        = var.enable_hf_token_parameter ? 1 : 0
  name         = "bad_sink_docker_container_hf_token"
  display_name = "Bad Sink Docker Container Hugging Face token"
  description  = "Your personal Hugging Face token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  hf_token = var.enable_hf_token_parameter ? sensitive(data.coder_parameter.hf_token[0].value) : var.hf_token
}

data "coder_parameter" "auth_json" {
  count        = var.enable_auth_json_parameter ? 1 : 0
  name         = "bad_sink_docker_container_auth_json"
  display_name = "Bad Sink Docker Container auth JSON"
  description  = "Your personal Bad Sink Docker Container auth JSON. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  auth_json = var.enable_auth_json_parameter ? sensitive(data.coder_parameter.auth_json[0].value) : var.auth_json
}

data "coder_parameter" "wandb_api_key" {
  count        = var.enable_wandb_api_key_parameter ? 1 : 0
  name         = "bad_sink_docker_container_wandb_api_key"
  display_name = "Bad Sink Docker Container Weights & Biases API key"
  description  = "Your personal Weights & Biases key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  wandb_api_key = var.enable_wandb_api_key_parameter ? sensitive(data.coder_parameter.wandb_api_key[0].value) : var.wandb_api_key
}

resource "docker_container" "workspace" {
  image   = "ghcr.io/acme/ml:latest"
  name    = "ml"
  command = ["sh", "-c", "hf auth login --token ${local.hf_token} && exec sleep infinity"]
  env = [
    "LANG=C.UTF-8",
    "WANDB_API_KEY=${local.wandb_api_key}",
  ]

  upload {
    file    = "/home/coder/.assistant/auth.json"
    content = local.auth_json
  }
}
