variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_key" {
  type    = bool
  default = false
}

data "coder_parameter" "api_key" {
  count       = var.ask_key ? 1 : 0
  name        = "acme_api_key"
  mutable     = true
  description = "Your key. The form masks it; it is stored as plaintext in the Coder database."
  styling     = jsonencode({ mask_input = true })
}

locals {
  api_key = try(data.coder_parameter.api_key[0].value, var.api_key)
}

resource "docker_service" "box" {
  name = "box"

  dynamic "task_spec" {
    for_each = var.ask_key || var.api_key != "" ? [1] : []

    content {
      container_spec {
        image = "alpine"
        env   = { KEY = local.api_key }
      }
    }
  }
}
