resource "coder_env" "key" {
  value = local.api_key
}

variable "api_key" {
  sensitive = true
}
