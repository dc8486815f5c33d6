terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_parameter" "owl_api_key" {
  name         = "owl_api_key"
  display_name = "Owl API key"
  description  = "Your personal Owl API key."
  type         = "string"
  default      = ""
}

resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
  env = {
    OWL_API_KEY = data.coder_parameter.owl_api_key.value
  }
}
