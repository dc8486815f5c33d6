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
  }
}

variable "bastion_access_token" {
  type        = string
  description = "Access token of the bastion host."
  default     = ""
  sensitive   = true
}

variable "install_api_key" {
  type        = string
  description = "Key that the installer sends to the licence server."
  default     = ""
  sensitive   = true
}

resource "aws_instance" "dev" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.large"

  connection {
    type     = "ssh"
    host     = self.public_ip
    user     = "ubuntu"
    password = var.bastion_access_token
  }

  provisioner "remote-exec" {
    inline = [
      "curl -H 'X-Key: ${var.install_api_key}' https://licence.example.com/register",
    ]
  }
}
