resource "coder_env" "key" {
  agent_id = "agent"
  name     = "ACME_API_KEY"
  value    = "q7Zk3XwJ9tNb2GvMq4Ys8RfC"
}
