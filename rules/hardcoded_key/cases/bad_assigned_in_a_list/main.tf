resource "docker_container" "workspace" {
  image = "acme"
  name  = "acme"
  env = concat([
    "HOME=/home/coder",
    "ACME_API_KEY=q7Zk3XwJ9tNb2GvMq4Ys8RfC",
    "OPENAI_API_KEY=sk-proj-h7Kd0pQz4WnX9rTb2VyLm6CsJf8GuAe1Ni3Ov5Ek",
  ], ["BUILD=${var.build}", "GITHUB_TOKEN=7c41f9a2-5be8-4d03-9e6a-8f2b7d10c35e"])
  command = ["acme", "--token=q7Zk3XwJ9tNb2GvMq4Ys8RfD"]
}

variable "build" {}
