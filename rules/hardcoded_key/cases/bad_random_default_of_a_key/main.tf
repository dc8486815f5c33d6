variable "acme_api_key" {
  type    = string
  default = "q7Zk3XwJ9tNb2GvMq4Ys8RfC"
}
