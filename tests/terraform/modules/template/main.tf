terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = "~> 2.0"
    }
  }
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  description = "Your API key"
  type        = "string"
  default     = ""
}

resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
  env = {
    API_KEY = data.coder_parameter.api_key.value
  }
}
