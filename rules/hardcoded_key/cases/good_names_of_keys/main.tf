module "acme" {
  source        = "example.com/acme/acme"
  secret        = "prod-database-credentials-2"
  access_key    = "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme"
  token         = "/run/secrets/acme-token-2024"
  client_secret = "https://vault.example.com/v1/secret/acme9k2j3h4g5f6d"
  api_key       = "the key of 2024 as text with blanks"
}
