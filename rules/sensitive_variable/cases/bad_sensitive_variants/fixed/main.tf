terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "a_api_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "b_api_key" {
  type        = string
  description = "Key of service b."
  default     = ""
  sensitive   = true
}

variable "c_api_key" {
  type        = string
  description = "Key of service c."
  default     = ""
  sensitive   = true
}

variable "model" {
  type        = string
  description = "Model to use."
  default     = ""
}

provider "vendor" {
  a     = var.a_api_key
  b     = var.b_api_key
  c     = var.c_api_key
  model = var.model
}
