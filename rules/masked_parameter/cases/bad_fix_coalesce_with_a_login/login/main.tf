output "token" {
  value = "from-login"
}
