variable "api_key" {
  description = "API key of the service."
  type        = string
  sensitive   = false
}

output "header" {
  description = "What to send along."
  value       = "Bearer ${var.api_key}"
}

output "address" {
  description = "Where to send it."
  value       = "https://service.example.com"
}
