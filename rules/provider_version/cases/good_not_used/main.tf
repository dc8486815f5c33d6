terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 1.0"
    }
  }
}

data "coder_parameter" "notes" {
  name = "notes"
}
