locals {
  settings = {
    acme = {
      api_key = "7c41f9a2-5be8-4d03-9e6a-8f2b7d10c35e"
    }
  }
}
