variable "a_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_a_api_key_parameter" {
  description = "Ask each user for a personal A API key in the workspace form, instead of using `a_api_key`."
  type        = bool
  default     = false
}

variable "b_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_b_api_key_parameter" {
  description = "Ask each user for a personal B API key in the workspace form, instead of using `b_api_key`."
  type        = bool
  default     = false
}

variable "port" {
  type    = number
  default = 80
}