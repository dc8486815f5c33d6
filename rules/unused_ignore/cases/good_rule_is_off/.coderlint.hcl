rule "sensitive_variable" {
  level = "allow"
}
