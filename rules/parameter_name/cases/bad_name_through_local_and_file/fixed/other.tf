data "coder_parameter" "b" {
  name = "bad_name_through_local_and_file_region"
}

