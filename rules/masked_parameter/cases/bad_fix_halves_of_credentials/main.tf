terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "azure_client_secret" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "agent_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "service_account_json" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "azure_sas_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ssh_private_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "plain_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "azure_subscription_id" {
  type    = string
  default = ""
}

variable "azure_client_id" {
  type    = string
  default = ""
}

variable "azure_client_email" {
  type    = string
  default = ""
}

variable "agent_id" {
  type    = string
  default = ""
}

variable "service_account_id" {
  type    = string
  default = ""
}

variable "service_account_email" {
  type    = string
  default = ""
}

variable "ssh_username" {
  type    = string
  default = ""
}

resource "coder_env" "azure_client_secret" {
  agent_id = var.agent_id
  name     = "AZURE_CLIENT_SECRET"
  value    = var.azure_client_secret
}

resource "coder_env" "agent_token" {
  agent_id = var.agent_id
  name     = "AGENT_TOKEN"
  value    = var.agent_token
}

resource "coder_env" "service_account_json" {
  agent_id = var.agent_id
  name     = "SERVICE_ACCOUNT_JSON"
  value    = var.service_account_json
}

resource "coder_env" "azure_sas_token" {
  agent_id = var.agent_id
  name     = "AZURE_SAS_TOKEN"
  value    = var.azure_sas_token
}

resource "coder_env" "ssh_private_key" {
  agent_id = var.agent_id
  name     = "SSH_PRIVATE_KEY"
  value    = var.ssh_private_key
}

resource "coder_env" "plain_api_key" {
  agent_id = var.agent_id
  name     = "PLAIN_API_KEY"
  value    = var.plain_api_key
}
