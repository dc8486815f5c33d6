coder {
  version = ">= 2.35"
}
