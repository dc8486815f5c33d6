variable "api_key" {
  type      = string
  sensitive = true
}

variable "other_token" {
  type      = string
  sensitive = true
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  item {
    key       = "Keys"
    value     = "${var.other_token} ${var.api_key}"
    sensitive = true
  }
}
