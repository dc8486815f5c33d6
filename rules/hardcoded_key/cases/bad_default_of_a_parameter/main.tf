data "coder_parameter" "claim" {
  name         = "claim"
  display_name = "Acme API key"
  type         = "string"
  default      = "7c41f9a2-5be8-4d03-9e6a-8f2b7d10c35e"
  mutable      = true
  styling      = jsonencode({ mask_input = true })
}

data "coder_parameter" "token" {
  name    = "token"
  default = "q7Zk3XwJ9tNb2GvMq4Ys8RfC"
}

data "coder_parameter" "session" {
  name        = "session"
  description = "Access token of the service."
  default     = "q7Zk3XwJ9tNb2GvMq4Ys8RfD"
}
