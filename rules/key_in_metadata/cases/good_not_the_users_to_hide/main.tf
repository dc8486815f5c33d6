data "coder_workspace_owner" "me" {}

module "box" {
  source = "./box"
  token  = data.coder_workspace_owner.me.session_token
}
