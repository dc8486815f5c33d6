# What it is for.

terraform {
    required_version = ">= 1.3"

    required_providers {
        docker = {
            source  = "kreuzwerker/docker"
            version = "~> 3.0" # the newest
        } # containers
        local = ">= 2.0"
        # No more.
    }
}

variable "a_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "a_api_key" {
  agent_id = "agent"
  name     = "A_API_KEY"
  value    = var.a_api_key
}
