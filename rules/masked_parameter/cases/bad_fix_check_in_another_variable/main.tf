terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "gateway" {
  description = "Use the gateway."
  type        = bool
  default     = false

  validation {
    condition     = !(var.gateway && length(var.api_key) > 0)
    error_message = "api_key cannot be used with the gateway; my_api_key may."
  }

  validation {
    condition     = !(var.gateway && (var.api_key != null && "" != var.api_key))
    error_message = "api_key cannot be used with the gateway."
  }

  validation {
    condition     = !var.gateway || (var.api_key == "" && var.helper == null)
    error_message = "No api_key and no helper with the gateway."
  }

  validation {
    condition     = (var.mode == "a" && var.gateway) || var.api_key == ""
    error_message = "No api_key but in a."
  }
}

variable "lines" {
  description = "How many."
  type        = number
  default     = 1

  validation {
    condition     = var.api_key == "" || (var.lines > 1 && (var.mode == "b"))
    error_message = "No api_key but in b, with two lines."
  }
}

variable "helper" {
  description = "The helper."
  type        = string
  default     = null

  validation {
    condition = var.helper == null || (
      var.api_key == "" && # no key
      var.mode == null
    )
    error_message = "helper or api_key."
  }
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = null
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
