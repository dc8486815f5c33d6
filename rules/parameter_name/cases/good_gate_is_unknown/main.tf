data "coder_parameter" "a" {
  name = "region"
}

data "coder_parameter" "b" {
  count = data.coder_workspace.me.start_count
  name = "region"
}

