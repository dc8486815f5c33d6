variable "enable_acme_api_key_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `acme_api_key`."
  type        = bool
  default     = false
}

variable "count_tokens" {
  description = "Count tokens."
  type        = bool
  default     = false
}
