variable "api_key" {
  type        = string
  default     = ""
  description = <<-EOT
    The API key.
  EOT
}
