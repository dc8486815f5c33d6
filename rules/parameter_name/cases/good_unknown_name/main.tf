data "coder_parameter" "a" {
  name = "${data.coder_workspace.me.name}-a"
}

data "coder_parameter" "b" {
  name = "${data.coder_workspace.me.name}-a"
}

