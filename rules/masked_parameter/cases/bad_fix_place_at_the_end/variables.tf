variable "a_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "port" {
  type    = number
  default = 80
}
