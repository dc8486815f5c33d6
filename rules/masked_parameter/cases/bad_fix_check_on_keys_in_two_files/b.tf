variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.b_token == "" || var.a_token == ""
    error_message = "Use a_token or b_token, not both."
  }
}

locals {
  more = local.port
}
