variable "api_key" {
  type      = string
  sensitive = true
}

variable "admin_password" {
  type      = string
  sensitive = true
}

data "coder_parameter" "pin" {
  name    = "pin"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

data "coder_parameter" "db_password" {
  name    = "db_password"
  mutable = true
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  icon        = "/icon/key.svg"

  item {
    key       = "API key"
    value     = var.api_key # copy it
    sensitive = true
  }
  item {
    key = "Password"

    value     = var.admin_password
    sensitive = true
  }
  item {
    key       = "PIN"
    value     = data.coder_parameter.pin.value
    sensitive = true
  }
  item {
    value     = data.coder_parameter.db_password.value
    key       = "Database"
    sensitive = true
  }
}
