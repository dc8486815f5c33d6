variable "first" {
  type = string
}

variable "second" {
  type    = string
  default = = ""
}

output "third" {
  value = var.first
}
