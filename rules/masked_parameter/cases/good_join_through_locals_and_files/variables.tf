variable "ask" {
  description = "Ask each user."
  type        = bool
  default     = false
}

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}
