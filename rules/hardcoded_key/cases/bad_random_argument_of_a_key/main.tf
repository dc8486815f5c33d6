module "acme" {
  source  = "example.com/acme/acme"
  api_key = "9f3a7c1e5b0d82469f3b6c1e5a0d8247"
  env = {
    ACME_TOKEN = "q7Zk3XwJ9tNb2GvMq4Ys8RfC"
  }
}
