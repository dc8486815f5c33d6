variable "api_key" {
  type      = string
  sensitive = true
}

locals {
  login = {
    user = "acme"
    key  = trimspace(var.api_key)
  }
  lines = join("\n", ["user: acme", "key: ${local.login.key}"])
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  item {
    key       = "Lines"
    value     = local.lines
    sensitive = true
  }
  item {
    key       = "Login"
    value     = <<-EOT
      acme login --key ${var.api_key}
    EOT
    sensitive = true
  }
  item {
    key   = "User"
    value = local.login.user
  }
}
