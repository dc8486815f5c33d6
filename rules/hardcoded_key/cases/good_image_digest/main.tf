variable "image_token" {
  type    = string
  default = "sha256:9f3a7c1e5b0d82469f3b6c1e5a0d82479f3a7c1e5b0d82469f3b6c1e5a0d8247"
}

variable "sidecar_token" {
  type    = string
  default = "ghcr.io/acme/sidecar@sha256:9f3a7c1e5b0d82469f3b6c1e5a0d82479f3a7c1e5b0d82469f3b6c1e5a0d8247"
}

variable "acme_api_key" {
  type    = string
  default = "acme/sidecar@sha256:9f3a7c1e5b0d82469f3b6c1e5a0d82479f3a7c1e5b0d82469f3b6c1e5a0d8247"
}
