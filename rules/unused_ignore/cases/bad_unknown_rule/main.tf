variable "api_key" {
  type = string # coderlint-ignore: sensitive_varable -- a test key
}
