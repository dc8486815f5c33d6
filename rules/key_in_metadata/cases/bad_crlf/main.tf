variable "api_key" {
  type      = string
  sensitive = true
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  item {
    key   = "API key"
    value = var.api_key
  }
  item { value = var.api_key }
}
