rule "storage_caveat" {
  text = "Nothing."
}
