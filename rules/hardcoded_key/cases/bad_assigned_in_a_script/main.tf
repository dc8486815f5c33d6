resource "coder_script" "login" {
  agent_id     = "agent"
  display_name = "Log in"
  script       = <<-EOT
    #!/bin/sh
    export ACME_API_KEY=q7Zk3XwJ9tNb2GvMq4Ys8RfC
    export OTHER_TOKEN="7c41f9a2-5be8-4d03-9e6a-8f2b7d10c35e"
    cd ${var.folder} && acme login
  EOT
}

resource "coder_agent" "main" {
  os             = "linux"
  arch           = "amd64"
  startup_script = "set -e\nexport THIRD_TOKEN=\"q7Zk3XwJ9tNb2GvMq4Ys8RfD\"\nexport GITHUB_TOKEN=ghp_R7kQ2mXw9ZtLb4NvC8yHs1JdF6gPa3TuEoKq\n"
}

variable "folder" {}
