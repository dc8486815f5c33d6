variable "token" {
  description = "GitHub token."
  type        = string
  default     = "ghp_R7kQ2mXw9ZtLb4NvC8yHs1JdF6gPa3TuEoKq"
}
