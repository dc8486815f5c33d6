variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}
