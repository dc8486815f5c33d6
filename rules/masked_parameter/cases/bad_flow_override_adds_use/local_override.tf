resource "coder_env" "key" {
  value = var.api_key
}

variable "api_key" {
  sensitive = true
}
