resource "coder_env" "it" {
  value = var.api_key
}
