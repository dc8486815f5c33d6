variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = ""
  sensitive   = true
}

locals {
  acme_url = "https://acme.example"
}
