variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
}

module "child" {
  source   = "./child"
  for_each = toset(var.api_key != "" ? ["a"] : [])
  value    = var.api_key
}
