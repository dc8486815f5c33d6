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

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Check Over Lines API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false

  validation {
    condition = !var.enable_api_key_parameter || (var.mode == "own"
    && var.mode != "other")
    error_message = "No enable_api_key_parameter but in own."
  }

  validation {
    condition = !var.enable_api_key_parameter || ((length(
      var.mode
      ) > 2) && contains([
      "own",
      "other",
    ], var.mode))
    error_message = "No enable_api_key_parameter in short modes."
  }

  validation {
    condition = !(var.enable_api_key_parameter && (var.mode == "a" ||
    var.mode == "b"))
    error_message = join(" ", [
      "No enable_api_key_parameter",
      "in a and b.",
    ])
  }
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_check_over_lines_api_key"
  display_name = "Bad Fix Check Over Lines API key"
  description  = "Your personal Bad Fix Check Over Lines API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })

  lifecycle {
    postcondition {
      condition = self.value == "" || (startswith(
        self.value,
        "sk-"
      ) && (length(self.value) > 8 || self.value == "sk-test"))
      error_message = "api_key begins with sk-."
    }
  }
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}
