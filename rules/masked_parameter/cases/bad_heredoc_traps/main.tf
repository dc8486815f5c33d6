terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

resource "coder_script" "docs" {
  agent_id     = var.agent_id
  display_name = "Docs"
  script       = <<EOT
cat > example.tf <<'EOF'
variable "fake_api_key" {
  type = string
}
resource "coder_env" "fake" {
  value = "x"
}
EOF
}
EOT
}

/*
variable "old_api_key" {
  type = string
}
*/
# variable "older_api_key" {}
// data "coder_parameter" "oldest_api_key" {}

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true
}

resource "coder_env" "key" {
  agent_id = var.agent_id
  name     = "ASSISTANT_API_KEY"
  value    = var.api_key
}
