data "coder_parameter" "a" {
  name = "region"
}

data "coder_parameter" "b" {
  name = "bad_two_of_one_name_region"
}

