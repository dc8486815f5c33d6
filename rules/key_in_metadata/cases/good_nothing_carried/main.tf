variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "api_key_name" {
  type    = string
  default = "acme"
}

data "coder_parameter" "region" {
  name = "region"
}

data "coder_parameter" "off" {
  name    = "off_token"
  styling = jsonencode({ mask_input = true, disabled = true })
}

data "coder_parameter" "each" {
  for_each = toset(["a", "b"])
  name     = each.key
  styling  = each.key == "a" ? jsonencode({ mask_input = true }) : jsonencode({})
}

resource "coder_metadata" "workspace" {
  count       = var.api_key != "" ? 1 : 0
  resource_id = "workspace"
  item {
    key   = "API key"
    value = var.api_key != "" ? "set" : "unset"
  }
  item {
    key   = "Length"
    value = "${length(var.api_key)} characters"
  }
  item {
    key   = "Name"
    value = var.api_key_name
  }
  item {
    key   = "Region"
    value = data.coder_parameter.region.value
  }
  item {
    key   = "Off"
    value = data.coder_parameter.off.value
  }
  item {
    key   = "Each"
    value = data.coder_parameter.each["b"].value
  }
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

resource "other_metadata" "x" {
  item {
    key   = "API key"
    value = var.api_key
  }
}
