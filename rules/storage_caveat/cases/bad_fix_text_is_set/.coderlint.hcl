rule "storage_caveat" {
  text = "Saved\nunencrypted."
}
