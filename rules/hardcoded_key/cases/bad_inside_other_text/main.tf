locals {
  url = "https://bot:ghp_R7kQ2mXw9ZtLb4NvC8yHs1JdF6gPa3TuEoKq@github.com/acme/acme"
  auth = <<-EOT
    Authorization: Bearer sk-proj-h7Kd0pQz4WnX9rTb2VyLm6CsJf8GuAe1Ni3Ov5Ek
  EOT
}
