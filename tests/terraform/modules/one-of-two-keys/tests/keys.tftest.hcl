run "not_both" {
  command = plan

  variables {
    agent_id         = "agent"
    acme_api_key     = "one"
    acme_oauth_token = "two"
  }

  expect_failures = [var.acme_oauth_token]
}

run "an_api_key" {
  command = plan

  variables {
    agent_id     = "agent"
    acme_api_key = "authors-key"
  }

  assert {
    condition     = coder_env.acme_api_key.value == "authors-key"
    error_message = "The key is handed on."
  }
}

run "no_key" {
  command = plan

  variables { agent_id = "agent" }
}
