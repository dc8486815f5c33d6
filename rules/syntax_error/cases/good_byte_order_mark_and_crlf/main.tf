variable "a" {
  description = <<-EOT
    text
  EOT
}
