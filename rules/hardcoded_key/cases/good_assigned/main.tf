resource "coder_script" "login" {
  agent_id     = "agent"
  display_name = "Log in"
  script       = <<-EOT
    export ACME_API_KEY=${var.api_key}
    export OTHER_API_KEY="$ACME_API_KEY"
    export THIRD_TOKEN=$(acme token --id 9f3a7c1e5b0d82469f3b6c1e5a0d8247)
    export ACME_API_KEY=your-api-key-0123456789
    export CHECKSUM=9f3a7c1e5b0d82469f3b6c1e5a0d8247
    export IMAGE_TOKEN=sha256:9f3a7c1e5b0d82469f3b6c1e5a0d82479f3a7c1e5b0d82469f3b6c1e5a0d8247
    export TOKEN_FILE=/run/secrets/9f3a7c1e5b0d8246
    export PART_TOKEN=9f3a7c1e5b0d82469f3b6c1e5a0d8247$${SUFFIX}
    curl "https://example.com/?token=9f3a7c1e5b0d82469f3b6c1e5a0d8247"
  EOT
}

resource "docker_container" "workspace" {
  image = "acme"
  name  = "acme"
  env   = ["CHECKSUM=9f3a7c1e5b0d82469f3b6c1e5a0d8247", "ACME_API_KEY=${var.api_key}"]
}

module "acme" {
  source  = "example.com/acme/acme"
  secret  = ["CHECKSUM=9f3a7c1e5b0d82469f3b6c1e5a0d8247"]
  api_key = var.api_key
}

variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}
