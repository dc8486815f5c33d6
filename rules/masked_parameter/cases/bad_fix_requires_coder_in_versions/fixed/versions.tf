# coderlint-ignore-file sensitive_variable -- none here

terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

# What is needed.
provider "coder" {
}
