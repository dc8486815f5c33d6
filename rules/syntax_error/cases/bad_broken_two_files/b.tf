locals {
  fine = 1
}

output "y" {
  value = )
}
