variable "suffix" {}

module "acme" {
  source  = "example.com/acme/acme"
  api_key = "q7Zk3XwJ9t${var.suffix}Nb2GvMq4Ys8RfC"
}
