variables {
  agent_id = "agent"
}

run "with_a_document" {
  command = plan

  variables {
    service_json = jsonencode({ token = "authors-key" })
  }

  assert {
    condition     = coder_env.token.value == "authors-key"
    error_message = "The token is taken from the document."
  }
}
