variable "on" {
  type    = bool
  default = true
}

resource "coder_env" "one_of" {
  name  = "ACME_API_KEY"
  value = var.on ? "q7Zk3XwJ9tNb2GvMq4Ys8RfC" : ""
}

resource "coder_env" "in_parentheses" {
  name  = "ACME_API_KEY"
  value = ("9f3a7c1e5b0d82469f3b6c1e5a0d8247")
}

resource "docker_container" "box" {
  env_pairs = [
    { name = "ACME_TOKEN", value = "w2Rk8Lq5Nd1Xv7Bz3Mt9Hc4J" },
    { name = "ACME_REGION", value = "p6Ty2Wd8Kf4Zs1Gn7Vb3Qx9L" },
  ]
}
