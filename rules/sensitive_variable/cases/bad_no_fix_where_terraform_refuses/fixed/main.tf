variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "filtered_api_key" {
  description = "What the loop leaves out if it is empty."
  type        = string
  default     = ""
}

variable "shown_api_key" {
  description = "What an output shows."
  type        = string
  default     = ""
}

variable "literal_api_key" {
  description = "The value of a member with a literal key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  environment = { for name, value in { A = var.filtered_api_key } : name => value if value != "" }
  literal     = { B = var.literal_api_key }
}

resource "coder_env" "filtered" {
  for_each = local.environment
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}

resource "coder_env" "literal" {
  for_each = local.literal
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}

resource "coder_env" "merged" {
  for_each = merge(local.literal, { C = var.literal_api_key })
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}

resource "coder_env" "looped" {
  for_each = { for name, value in { D = var.literal_api_key } : name => value }
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}

output "length" {
  description = "How long it is."
  value       = length(var.shown_api_key)
}
