variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_a_token_parameter" {
  description = "Ask each user for a personal A API key in the workspace form, instead of using `a_token`."
  type        = bool
  default     = false

  validation {
    condition     = !var.enable_a_token_parameter || var.b_token == ""
    error_message = "Use enable_a_token_parameter or b_token, not both."
  }
}

variable "port" {
  type    = number
  default = 80
}

locals {
  port = var.port
}
