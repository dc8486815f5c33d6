# coderlint-ignore: sensitive_variable -- a blank line is between

variable "api_key" {
  type = string
}

# coderlint-ignore: sensitive_variable -- a blank line is between

# The token.
variable "token" {
  type = string
}

# coderlint-ignore: sensitive_variable -- nothing follows
