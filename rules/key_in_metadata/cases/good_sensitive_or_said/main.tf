variable "api_key" {
  type      = string
  sensitive = true
}

variable "hide" {
  type = bool
}

locals {
  items = {
    key    = { value = var.api_key, hide = true }
    region = { value = "eu", hide = false }
  }
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  item {
    key       = "API key"
    value     = var.api_key
    sensitive = true
  }
  item {
    key   = "Beginning"
    value = nonsensitive(substr(var.api_key, 0, 4))
  }
  item {
    key       = "Perhaps"
    value     = var.api_key
    sensitive = var.hide
  }
  dynamic "item" {
    for_each = local.items
    content {
      key       = item.key
      value     = item.value.value
      sensitive = item.value.hide
    }
  }
}
