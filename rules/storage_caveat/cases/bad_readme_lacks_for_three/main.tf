terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

data "coder_parameter" "a_token" {
  name         = "bad_readme_lacks_for_three_a_token"
  display_name = "A token"
  description  = "Your token, stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ mask_input = true })
}

data "coder_parameter" "b_token" {
  name         = "bad_readme_lacks_for_three_b_token"
  display_name = "B token"
  description  = "Your token, stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ mask_input = true })
}

data "coder_parameter" "c_token" {
  name         = "bad_readme_lacks_for_three_c_token"
  display_name = "C token"
  description  = "Your token, stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ mask_input = true })
}
