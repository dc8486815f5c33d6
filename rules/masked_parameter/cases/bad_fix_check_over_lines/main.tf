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
  default     = "own"

  validation {
    condition = var.api_key == "" || (
      var.mode == "own"
      && var.mode != "other"
    )
    error_message = "No api_key but in own."
  }

  validation {
    condition = (
      (var.api_key == "" || length(
        var.mode
        ) > 2) && (
        var.api_key == "" || contains([
          "own",
          "other",
        ], var.mode)
      )
    )
    error_message = "No api_key in short modes."
  }

  validation {
    condition = !(var.api_key != "" && (var.mode == "a" ||
    var.mode == "b"))
    error_message = join(" ", [
      "No api_key",
      "in a and b.",
    ])
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition = var.api_key == "" || (
      startswith(
        var.api_key,
        "sk-"
        ) && (length(var.api_key) > 8 ||
      var.api_key == "sk-test")
    )
    error_message = "api_key begins with sk-."
  }
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
