terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = "live"

  validation {
    condition     = var.mode == "test" || length(var.api_key) > 0
    error_message = "Mode live needs api_key."
  }

  validation {
    condition     = !(var.mode == "open" && length(var.api_key) > 0)
    error_message = "Mode open takes no api_key."
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = !(var.api_key == null) ? startswith(var.api_key, "sk-") : true
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = (var.api_key == null) != (length(coalesce(var.api_key, "-")) > 9)
    error_message = "api_key has at least ten characters."
  }

  validation {
    condition     = var.api_key == null || -length(coalesce(var.api_key, "-")) != -12
    error_message = "Keys with twelve characters are no longer valid."
  }
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
