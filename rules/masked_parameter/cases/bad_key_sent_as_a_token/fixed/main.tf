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

variable "gateway" {
  description = "Endpoint that answers the assistant."
  type        = string
  default     = ""
}

variable "enable_gateway_parameter" {
  description = "Ask each user for a personal Bad Key Sent As A Token gateway credential in the workspace form, instead of using `gateway`."
  type        = bool
  default     = false
}

variable "tracker" {
  description = "Where issues are looked up."
  type        = string
  default     = ""
}

variable "enable_tracker_parameter" {
  description = "Ask each user for a personal Tracker credential in the workspace form, instead of using `tracker`."
  type        = bool
  default     = false
}

variable "mirror" {
  description = "URL of the mirror."
  type        = string
  default     = ""
}

resource "coder_script" "check" {
  agent_id     = var.agent_id
  display_name = "Check"
  run_on_start = true
  script       = <<-EOT
    curl -H "Authorization: Bearer ${local.gateway}" https://gateway.example.com/health
    curl -H 'PRIVATE-TOKEN: ${local.tracker}' https://tracker.example.com/api
    curl "${var.mirror}/health"
  EOT
}

variable "model_gateway" {
  description = "Endpoint of the model server."
  type        = string
  default     = ""
}

variable "enable_model_gateway_parameter" {
  description = "Ask each user for a personal Bad Key Sent As A Token model gateway credential in the workspace form, instead of using `model_gateway`."
  type        = bool
  default     = false
}

data "coder_parameter" "gateway" {
  count        = var.enable_gateway_parameter ? 1 : 0
  name         = "bad_key_sent_as_a_token_gateway"
  display_name = "Bad Key Sent As A Token gateway credential"
  description  = "Your personal Bad Key Sent As A Token gateway credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gateway = var.enable_gateway_parameter ? sensitive(data.coder_parameter.gateway[0].value) : var.gateway
}

data "coder_parameter" "tracker" {
  count        = var.enable_tracker_parameter ? 1 : 0
  name         = "bad_key_sent_as_a_token_tracker"
  display_name = "Bad Key Sent As A Token Tracker credential"
  description  = "Your personal Tracker credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  tracker = var.enable_tracker_parameter ? sensitive(data.coder_parameter.tracker[0].value) : var.tracker
}

data "coder_parameter" "model_gateway" {
  count        = var.enable_model_gateway_parameter ? 1 : 0
  name         = "bad_key_sent_as_a_token_model_gateway"
  display_name = "Bad Key Sent As A Token model gateway credential"
  description  = "Your personal Bad Key Sent As A Token model gateway credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  model_gateway = var.enable_model_gateway_parameter ? sensitive(data.coder_parameter.model_gateway[0].value) : var.model_gateway
}

resource "coder_env" "header" {
  agent_id = var.agent_id
  name     = "MODEL_HEADER"
  value    = format("%s: Bearer %s", "Authorization", local.model_gateway)
}
