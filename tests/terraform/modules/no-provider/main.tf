variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = ""
  sensitive   = true
}

output "environment" {
  description = "What to set for agents."
  value       = { (var.agent_id) = "ACME_API_KEY=${var.acme_api_key}" }
  sensitive   = true
}
