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

variable "gitlab_access_token" {
  type        = string
  description = "Access token for GitLab."
  default     = ""
  sensitive   = true
}

resource "aws_instance" "dev" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.large"
  user_data = base64encode(templatefile("${path.module}/cloud-init.yaml.tftpl", {
    github_pat = var.github_pat
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
    "gitlab-token" = var.gitlab_access_token
  }
}
