variable "token" {
  type      = string
  sensitive = true
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  item {
    key   = "Token"
    value = var.token
  }
}
