coder {
  version = ">= 2.36"
}
