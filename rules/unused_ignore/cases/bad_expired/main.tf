variable "api_key" {
  # coderlint-ignore: sensitive_variable until=2020-02-29 -- until the release
  type = string
}
