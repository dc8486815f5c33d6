terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_parameter" "order_ref" {
  name         = "order_ref"
  display_name = "Order"
  description  = "The key of the order in the shop."
  type         = "string"
  mutable      = true
}

resource "coder_env" "order_ref" {
  agent_id = "agent"
  name     = "ORDER_REF"
  value    = data.coder_parameter.order_ref.value
}
