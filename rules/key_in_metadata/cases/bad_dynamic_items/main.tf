variable "api_key" {
  type      = string
  sensitive = true
}

data "coder_parameter" "token" {
  name    = "token"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

resource "coder_metadata" "all" {
  resource_id = "workspace"
  dynamic "item" {
    for_each = {
      "API key" = var.api_key
      "Region"  = "eu"
    }
    content {
      key   = item.key
      value = item.value
    }
  }
}

resource "coder_metadata" "some" {
  resource_id = "workspace"
  dynamic "item" {
    for_each = [
      { key = "API key", value = var.api_key, hide = true },
      { key = "Token", value = data.coder_parameter.token.value, hide = false },
    ]
    iterator = each_item
    content {
      key       = each_item.value.key
      value     = each_item.value.value
      sensitive = each_item.value.hide
    }
  }
}
