coder {
  version = "= 2.20.20"
}
