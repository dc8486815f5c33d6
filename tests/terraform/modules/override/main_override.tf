resource "coder_env" "github_token" {
  value = var.github_token
}
