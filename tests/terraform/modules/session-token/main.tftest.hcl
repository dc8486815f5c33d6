run "defaults" {
  command = plan

  variables {
    agent_id           = "agent"
    acme_session_token = "tok"
  }

  assert {
    condition     = coder_env.acme_session_token.value == "tok"
    error_message = "the token is handed on"
  }
}
