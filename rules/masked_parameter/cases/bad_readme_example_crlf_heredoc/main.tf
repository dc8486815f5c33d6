terraform {
  required_providers {
    coder = {
      source = "coder/coder"
    }
  }
}
