data "coder_parameter" "a" {
  name = "region"
}

module "c" {
  source = "./child"
  count  = data.coder_workspace.me.start_count
}

