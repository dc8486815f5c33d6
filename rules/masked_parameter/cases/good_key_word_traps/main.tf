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

variable "tokenizer" {
  type        = string
  description = "Tokenizer passed to the model server."
  default     = ""
}

variable "coauthor" {
  type        = string
  description = "Coauthor of commits by authenticated users."
  default     = ""
}

variable "monkey_patch" {
  type        = string
  description = "Patch that is applied first."
  default     = ""
}

variable "keyed_by" {
  type        = string
  description = "Field by which the cache is keyed."
  default     = ""
}

variable "vault" {
  type        = string
  description = "Vault in 1Password that is unlocked first."
  default     = ""
}

variable "pattern" {
  type        = string
  description = "Glob of files to watch."
  default     = ""
}

variable "keyboard" {
  type        = string
  description = "Keyboard layout."
  default     = ""
}

variable "repository" {
  type        = string
  description = "Artifactory repository, read from NPM_REPO_KEY."
  default     = ""
}

variable "author" {
  type        = string
  description = "Name put into new files."
  default     = ""
}

variable "compat" {
  type        = string
  description = "Compatibility mode."
  default     = ""
}

variable "secretary" {
  type        = string
  description = "Who gets the weekly mail."
  default     = ""
}

variable "order" {
  type        = string
  description = "Place in the list."
  default     = ""
}

variable "continue" {
  type        = string
  description = "Prompt that goes on with the last chat."
  default     = ""
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --o0 '${var.tokenizer}'
    setup --o1 '${var.coauthor}'
    setup --o2 '${var.monkey_patch}'
    setup --o3 '${var.keyed_by}'
    setup --o4 '${var.vault}'
    setup --o5 '${var.pattern}'
    setup --o6 '${var.keyboard}'
    setup --o7 '${var.repository}'
    setup --o8 '${var.author}'
    setup --o9 '${var.compat}'
    setup --o10 '${var.secretary}'
    setup --o11 '${var.order}'
    setup --o12 '${var.continue}'
  EOT
}
