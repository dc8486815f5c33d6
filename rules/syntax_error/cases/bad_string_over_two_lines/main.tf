variable "acme" {
  type        = string
  description = "The name
    of Acme."
}

variable "other" {
  type        = string
  description = "The name of ${
    "another"
  }."
}
