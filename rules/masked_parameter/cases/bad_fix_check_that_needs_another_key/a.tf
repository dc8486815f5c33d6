variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.a_token == "" || var.b_token != ""
    error_message = "Set b_token too."
  }
}

locals {
  a = 1
}
