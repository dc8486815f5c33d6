terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    datadog = {
      source = "DataDog/datadog"
    }
  }
}

variable "hook_api_token" {
  type        = string
  description = "Token that Datadog sends to the hook."
  default     = ""
  sensitive   = true
}

resource "datadog_webhook" "deploy" {
  name = "deploy"
  url  = "https://hooks.example.com/deploy"
  custom_headers = jsonencode({
    Authorization = var.hook_api_token
  })
}
