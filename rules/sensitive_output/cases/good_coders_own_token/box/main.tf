variable "agent_token" {
  type = string
}

output "token" {
  value = var.agent_token
}
