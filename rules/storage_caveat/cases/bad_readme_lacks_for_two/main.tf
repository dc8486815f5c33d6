terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_parameter" "acme_api_key" {
  name        = "acme_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  mutable     = true
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "other_api_key" {
  name        = "other_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  mutable     = true
  styling     = jsonencode({ mask_input = true })
}
