terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = "> 2.3.0"
    }
  }
}

data "coder_parameter" "notes" {
  name      = "notes"
  form_type = "textarea"
}
