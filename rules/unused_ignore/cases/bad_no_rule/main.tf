# coderlint-ignore
variable "api_key" {
  type = string
}

# coderlint-ignore: -- whatever
variable "token" {
  type = string
}
