variable "api_key" {
  type      = string
  sensitive = true
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  item { value = var.api_key }
  item { // the key
    value = var.api_key
    key   = "API key"
  }
	item {
		key = "API key"
		value = var.api_key
		sensitive = null
	}
}
