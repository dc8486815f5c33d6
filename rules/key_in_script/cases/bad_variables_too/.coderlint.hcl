rule "key_in_script" {
  variables = true
}
