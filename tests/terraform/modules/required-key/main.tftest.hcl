mock_provider "coder" {}

run "a_token_is_handed_on" {
  command = plan

  variables {
    agent_id      = "agent"
    service_token = "authors-key"
  }

  assert {
    condition     = coder_env.service_token.value == "authors-key"
    error_message = "The token is handed on."
  }
}
