output "x" {
  value = ]
}
