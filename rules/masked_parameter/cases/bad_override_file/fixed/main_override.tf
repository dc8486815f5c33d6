resource "coder_env" "it" {
  value = local.api_key
}
