terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_parameter" "billing_contact" {
  name        = "billing_contact"
  description = "The contact's key in the customer database."
  type        = "string"
  default     = ""
  mutable     = true
}

resource "coder_env" "billing_contact" {
  agent_id = "agent"
  name     = "BILLING_CONTACT"
  value    = data.coder_parameter.billing_contact.value
}
