terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "team_keys" {
  description = "The teams' API keys by region."
  type        = map(string)
  default     = {}
  sensitive   = true
}

data "coder_parameter" "region" {
  name    = "region"
  type    = "string"
  default = "eu"
  mutable = true
}

module "child" {
  source  = "./child"
  api_key = lookup(var.team_keys, data.coder_parameter.region.value, "")
}
