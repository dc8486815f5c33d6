terraform {
  backend "http" {
    address  = "https://state.example.com/dev"
    username = "terraform"
    password = var.state_access_token
  }
}

variable "state_access_token" {
  type        = string
  description = "Access token of the state server."
  default     = ""
  sensitive   = true
}
