terraform {
  required_providers {
    coder = {
      source  = "acme/coder"
      version = ">= 1.0"
    }
  }
}

data "coder_parameter" "notes" {
  name      = "notes"
  form_type = "textarea"
}
