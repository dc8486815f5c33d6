terraform {
    required_providers {
        coder = {
            source  = "coder/coder"
            version = ">= 2.5"
        }
    }
}

data "coder_parameter" "a_api_key" {
    name        = "a_api_key"
    description = "Your API key. It is stored as plaintext in the Coder database."
    type        = "string"
    mutable     = true
    icon        = "/icon/key.svg"
    ephemeral   = false
    styling = jsonencode({
        mask_input = true
    })
}

data "coder_parameter" "b_api_key" {
    name        = "b_api_key"
    description = "Your API key. It is stored as plaintext in the Coder database."
    type        = "string"
    mutable     = true
    styling = jsonencode({
        mask_input = true
    })
    icon      = "/icon/key.svg"
    ephemeral = false
}

data "coder_parameter" "c_api_key" {
    name        = "c_api_key"
    description = "Your API key. It is stored as plaintext in the Coder database."
    type        = "string"
    mutable     = true
    styling = jsonencode({
        mask_input = true
    })
    icon      = "/icon/key.svg"
    ephemeral = false
}

data "coder_parameter" "d_api_key" {
    name        = "d_api_key"
    description = "Your API key. It is stored as plaintext in the Coder database."
    type        = "string"
    mutable     = true
    styling = jsonencode({
        other      = 1
        mask_input = true
    })
    icon        = "/icon/key.svg"
    ephemeral   = false
}

data "coder_parameter" "e_api_key" {
    name        = "e_api_key"
    description = "Your API key. It is stored as plaintext in the Coder database."
    type        = "string"
    mutable     = true
    icon        = "/icon/key.svg"
    ephemeral   = false
    styling = jsonencode({
        mask_input = true
    })

    validation {
        regex = "^s"
        error = "It begins with s."
    }
}
