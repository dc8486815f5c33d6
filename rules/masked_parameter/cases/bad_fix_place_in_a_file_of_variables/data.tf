data "coder_workspace" "me" {
}

data "coder_workspace_owner" "me" {
}
locals {
  name = data.coder_workspace.me.name
}
