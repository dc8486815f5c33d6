terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = "~> 2.4"
    }
  }
}

data "coder_parameter" "notes" {
  name    = "notes"
  styling = jsonencode({ placeholder = "x" })
}
