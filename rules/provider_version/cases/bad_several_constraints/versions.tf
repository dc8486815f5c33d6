terraform {
  required_providers {
    again = {
      source  = "registry.terraform.io/coder/coder"
      version = "!= 2.3.0, < 2.4"
    }
  }
}
