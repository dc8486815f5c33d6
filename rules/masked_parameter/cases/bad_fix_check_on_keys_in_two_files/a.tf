variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "port" {
  type    = number
  default = 80
}

locals {
  port = var.port
}
