terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_parameter" "as_text" {
  name        = "acme_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling     = "{\"placeholder\": \"sk-...\"}"
}

data "coder_parameter" "looked_up" {
  name        = "other_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling     = lookup({ plain = jsonencode({ placeholder = "sk-..." }) }, "plain")
}
