# What it needs.

terraform {
  required_version = ">= 1.3"
}
