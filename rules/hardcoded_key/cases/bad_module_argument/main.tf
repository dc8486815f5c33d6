module "acme" {
  source     = "example.com/acme/acme"
  openai_key = "sk-proj-h7Kd0pQz4WnX9rTb2VyLm6CsJf8GuAe1Ni3Ov5Ek"
}
