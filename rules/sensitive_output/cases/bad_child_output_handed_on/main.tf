variable "settings" {
  description = "What the service needs to know."
  type        = map(string)
  default     = {}
}

module "service" {
  count   = length(var.settings) > 0 ? 1 : 0
  source  = "./child"
  api_key = lookup(var.settings, "value", "")
}

locals {
  header = one(module.service[*].header)
}

output "header" {
  description = "What to send along."
  value       = local.header
}

output "header_length" {
  description = "Terraform takes this for a secret too."
  value       = length(module.service[0].header)
}

output "address" {
  description = "Where to send it."
  value       = one(module.service[*].address)
}

output "shown" {
  description = "Shown on purpose."
  value       = nonsensitive(module.service[0].header)
}
