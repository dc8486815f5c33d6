resource "coder_env" "key" {
  value = var.ask_for_key ? data.coder_parameter.api_key[0].value : var.api_key
}
