variable "openai_api_key" {
  description = "OpenAI API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "kubernetes_secret" "key" {
  metadata {
    name = "key"
  }
  data = {
    OPENAI_API_KEY = var.openai_api_key
  }
}
