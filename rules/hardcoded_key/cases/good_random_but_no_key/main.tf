locals {
  checksum = "9f3a7c1e5b0d82469f3b6c1e5a0d8247"
  image_id = "q7Zk3XwJ9tNb2GvMq4Ys8RfC"
}

resource "coder_app" "x" {
  agent_id = "agent"
  slug     = "q7Zk3XwJ9tNb2GvMq4Ys8RfC"
  icon     = "/icon/risk-assessment-of-2024.svg"
}
