resource "coder_app" "gateway" {
  agent_id = "agent"
  slug     = "gateway"
  external = true
  url      = "jetbrains-gateway://connect#type=coder&url=https://dev.example.com&token=$SESSION_TOKEN"
}

resource "coder_app" "other" {
  agent_id = "agent"
  slug     = "other"
  external = true
  url      = "https://dev.example.com/?token=page-2-of-the-documentation&page_token=q7Zk3XwJ9t-Nb2GvMq4Ys8RfC7Kd0pQzW"
}
