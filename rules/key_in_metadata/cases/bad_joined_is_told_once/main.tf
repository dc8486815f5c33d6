variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "ask" {
  type    = bool
  default = false
}

data "coder_parameter" "api_key" {
  count   = var.ask ? 1 : 0
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

resource "coder_metadata" "joined" {
  resource_id = "workspace"
  item {
    key   = "API key"
    value = var.ask ? data.coder_parameter.api_key[0].value : var.api_key
  }
}

resource "coder_metadata" "parameter" {
  resource_id = "workspace"
  item {
    key   = "API key"
    value = try(data.coder_parameter.api_key[0].value, "none")
  }
}
