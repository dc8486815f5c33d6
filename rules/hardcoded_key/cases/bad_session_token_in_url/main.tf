resource "coder_app" "gateway" {
  agent_id = "agent"
  slug     = "gateway"
  external = true
  url      = "jetbrains-gateway://connect#type=coder&url=https://dev.example.com&token=q7Zk3XwJ9t-Nb2GvMq4Ys8RfC7Kd0pQzW&folder=/home"
}
