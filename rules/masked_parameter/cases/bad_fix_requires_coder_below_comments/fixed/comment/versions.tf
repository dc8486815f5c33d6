# Nothing yet.

terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}
