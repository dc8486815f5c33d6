variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = "ordered with ticket x7k2m9q4w8e1"
  sensitive   = true
}

variable "search_api_key" {
  type        = string
  description = "API key for Search."
  default     = "demo4f9k2m7q1"
  sensitive   = true
}
