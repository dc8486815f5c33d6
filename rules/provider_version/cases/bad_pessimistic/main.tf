terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = "~> 2.0"
    }
  }
}

data "coder_parameter" "notes" {
  name    = "notes"
  styling = jsonencode({ placeholder = "x" })
}
