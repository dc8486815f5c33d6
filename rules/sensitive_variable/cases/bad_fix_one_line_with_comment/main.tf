variable "api_key" { /* c */ default = "" }

variable "token" {
}

variable "acme_token" {} # nothing

variable "other_token" { # said
}

variable "admin_token" {type = string}
