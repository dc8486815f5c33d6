variable "region" {
  type = string
}

resource "coder_script" "start" {
  agent_id     = "a"
  display_name = "Start"
  script       = <<-EOT
    # coderlint-ignore: key_in_script -- this is the script's text
    echo "${var.region}" # coderlint-ignore: key_in_script
    # coderlint-ignored is another word
  EOT
}
