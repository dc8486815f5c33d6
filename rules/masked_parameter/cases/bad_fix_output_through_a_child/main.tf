variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
}

module "child" {
  source = "./child"
  value  = var.api_key
}

output "header" {
  value = module.child.header
}

output "other" {
  value = module.child.other
}
