variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_b_token_parameter" {
  description = "Ask each user for a personal B API key in the workspace form, instead of using `b_token`."
  type        = bool
  default     = false
}

locals {
  b = 2
}
