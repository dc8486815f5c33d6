terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.1"
    }
  }
}

data "coder_parameter" "notes" {
  name      = "notes"
  form_type = "textarea"
}
