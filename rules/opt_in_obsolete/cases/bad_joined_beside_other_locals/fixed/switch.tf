variable "count_tokens" {
  description = "Count tokens."
  type        = bool
  default     = false
}
