locals {
  list = [

variable "next" {
  default = <<EOT
text
}

output "last" {
  value = var.next
}
