terraform {
  required_providers {
    coder = {
      source = "coder/coder"
    }
  }
}

data "coder_parameter" "notes" {
  name      = "notes"
  form_type = "textarea"
}
