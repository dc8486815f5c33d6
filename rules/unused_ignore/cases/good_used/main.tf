# coderlint-ignore: sensitive_variable until=2999-12-31 -- a test key
variable "api_key" {
  type = string
}

/* coderlint-ignore: sensitive_variable -- another comment may follow */
// This is the second key.
variable "token" {
  type = string
}

variable "other_api_key" {
  type = string
} # coderlint-ignore: sensitive_variable
