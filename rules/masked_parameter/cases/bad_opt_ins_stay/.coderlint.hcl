coder {
  version = ">= 2.36"
}

rule "opt_in_obsolete" {
  level = "allow"
}
