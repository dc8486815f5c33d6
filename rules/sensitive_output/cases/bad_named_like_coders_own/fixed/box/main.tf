variable "agent_token" {
  type = string
}

variable "api_key" {
  type    = string
  default = ""
}

output "agent_token" {
  value     = "${var.agent_token}:${var.api_key}"
  sensitive = true
}
