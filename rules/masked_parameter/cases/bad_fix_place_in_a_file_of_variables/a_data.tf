data "coder_provisioner" "me" {
}
