variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  b = 2
}
