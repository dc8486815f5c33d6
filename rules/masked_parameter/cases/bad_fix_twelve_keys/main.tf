terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "k00_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k01_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k02_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k03_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k04_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k05_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k06_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k07_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k08_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k09_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k10_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "k11_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "k00_api_key" {
  agent_id = "agent"
  name     = "K00_API_KEY"
  value    = var.k00_api_key
}

resource "coder_env" "k01_api_key" {
  agent_id = "agent"
  name     = "K01_API_KEY"
  value    = var.k01_api_key
}

resource "coder_env" "k02_api_key" {
  agent_id = "agent"
  name     = "K02_API_KEY"
  value    = var.k02_api_key
}

resource "coder_env" "k03_api_key" {
  agent_id = "agent"
  name     = "K03_API_KEY"
  value    = var.k03_api_key
}

resource "coder_env" "k04_api_key" {
  agent_id = "agent"
  name     = "K04_API_KEY"
  value    = var.k04_api_key
}

resource "coder_env" "k05_api_key" {
  agent_id = "agent"
  name     = "K05_API_KEY"
  value    = var.k05_api_key
}

resource "coder_env" "k06_api_key" {
  agent_id = "agent"
  name     = "K06_API_KEY"
  value    = var.k06_api_key
}

resource "coder_env" "k07_api_key" {
  agent_id = "agent"
  name     = "K07_API_KEY"
  value    = var.k07_api_key
}

resource "coder_env" "k08_api_key" {
  agent_id = "agent"
  name     = "K08_API_KEY"
  value    = var.k08_api_key
}

resource "coder_env" "k09_api_key" {
  agent_id = "agent"
  name     = "K09_API_KEY"
  value    = var.k09_api_key
}

resource "coder_env" "k10_api_key" {
  agent_id = "agent"
  name     = "K10_API_KEY"
  value    = var.k10_api_key
}

resource "coder_env" "k11_api_key" {
  agent_id = "agent"
  name     = "K11_API_KEY"
  value    = var.k11_api_key
}
