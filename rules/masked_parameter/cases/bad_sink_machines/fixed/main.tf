terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    aws = {
      source = "hashicorp/aws"
    }
    google = {
      source = "hashicorp/google"
    }
  }
}

variable "github_pat" {
  type        = string
  description = "Personal access token for GitHub."
  default     = ""
  sensitive   = true
}

variable "enable_github_pat_parameter" {
  description = "Ask each user for their GitHub personal access token in the workspace form, instead of using `github_pat`."
  type        = bool
  default     = false
}

variable "gitlab_access_token" {
  type        = string
  description = "Access token for GitLab."
  default     = ""
  sensitive   = true
}

variable "enable_gitlab_access_token_parameter" {
  description = "Ask each user for a personal GitLab access token in the workspace form, instead of using `gitlab_access_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "github_pat" {
  count        = var.enable_github_pat_parameter ? 1 : 0
  name         = "bad_sink_machines_github_pat"
  display_name = "Bad Sink Machines GitHub personal access token"
  description  = "Your GitHub personal access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  github_pat = var.enable_github_pat_parameter ? sensitive(data.coder_parameter.github_pat[0].value) : var.github_pat
}

data "coder_parameter" "gitlab_access_token" {
  count        = var.enable_gitlab_access_token_parameter ? 1 : 0
  name         = "bad_sink_machines_gitlab_access_token"
  display_name = "Bad Sink Machines GitLab access token"
  description  = "Your personal GitLab access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gitlab_access_token = var.enable_gitlab_access_token_parameter ? sensitive(data.coder_parameter.gitlab_access_token[0].value) : var.gitlab_access_token
}

resource "aws_instance" "dev" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.large"
  user_data = base64encode(templatefile("${path.module}/cloud-init.yaml.tftpl", {
    github_pat = local.github_pat
  }))
}

resource "google_compute_instance" "dev" {
  name         = "dev"
  machine_type = "e2-medium"
  zone         = "europe-west4-a"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    network = "default"
  }

  metadata = {
    "gitlab-token" = local.gitlab_access_token
  }
}
