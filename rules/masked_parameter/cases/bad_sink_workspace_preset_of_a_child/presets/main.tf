variable "login" {
  type    = string
  default = ""
}

data "coder_workspace_preset" "team" {
  name = "Team"
  parameters = {
    api_key = var.login
  }
}
