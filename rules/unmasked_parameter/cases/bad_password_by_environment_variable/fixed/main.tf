terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

data "coder_parameter" "database" {
  name        = "database"
  description = "What the client signs in with."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "database" {
  agent_id = var.agent_id
  name     = "PGPASSWORD"
  value    = data.coder_parameter.database.value
}

data "coder_parameter" "warehouse" {
  name        = "warehouse"
  description = "What the client signs in with."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "warehouse" {
  agent_id = var.agent_id
  name     = "DB_PASSWORD"
  value    = data.coder_parameter.warehouse.value
}

data "coder_parameter" "metrics" {
  name        = "metrics"
  description = "What the client signs in with."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "metrics" {
  agent_id = var.agent_id
  name     = "MYSQL_PWD"
  value    = data.coder_parameter.metrics.value
}

data "coder_parameter" "bastion" {
  name        = "bastion"
  description = "What the client signs in with."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "bastion" {
  agent_id = var.agent_id
  name     = "SSHPASS"
  value    = data.coder_parameter.bastion.value
}
