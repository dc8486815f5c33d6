provider "coder" {}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "docker_container" "box" {
  image = "ubuntu:24.04"
  name  = "box"
  env   = ["API_KEY=${var.api_key}"]
}
