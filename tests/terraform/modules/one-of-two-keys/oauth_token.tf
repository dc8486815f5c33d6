variable "acme_oauth_token" {
  type        = string
  description = "OAuth token for Acme."
  default     = ""
  sensitive   = true

  validation {
    condition     = var.acme_oauth_token == "" || var.acme_api_key == ""
    error_message = "Use acme_oauth_token or acme_api_key, not both."
  }
}
