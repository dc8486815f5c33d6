variable "api_key" {
  /* c */ default = ""
  sensitive       = true
}

variable "token" {
  sensitive = true
}

variable "acme_token" {
  sensitive = true
} # nothing

variable "other_token" { # said
  sensitive = true
}

variable "admin_token" {
  type      = string
  sensitive = true
}
