data "coder_parameter" "project" {
  name    = "project"
  default = "7c41f9a2-5be8-4d03-9e6a-8f2b7d10c35e"
}

data "coder_parameter" "api_key" {
  name    = "api_key"
  default = "00000000-0000-0000-0000-000000000000"
}

data "coder_parameter" "image_token" {
  name    = "image_token"
  default = "ubuntu-24-04-with-tools"
}
