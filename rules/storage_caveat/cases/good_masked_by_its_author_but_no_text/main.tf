data "coder_parameter" "size" {
  name    = "size"
  type    = "number"
  mutable = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "region" {
  name    = "region"
  type    = "string"
  mutable = true
  styling = jsonencode({
    mask_input = true
  })

  option {
    name  = "Near"
    value = "near"
  }
}
