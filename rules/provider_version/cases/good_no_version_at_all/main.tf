terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = "newest"
    }
  }
}

data "coder_parameter" "notes" {
  name      = "notes"
  form_type = "textarea"
}
