terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 0.12"
    }
  }
}

data "coder_parameter" "notes" {
  name      = "notes"
  form_type = "textarea"
}
