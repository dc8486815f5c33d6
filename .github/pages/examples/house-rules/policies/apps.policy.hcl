resource_policy "coder_app" "app_icon" {
  description       = "Apps have an icon."
  enforcement_level = "advisory"

  enforce {
    condition     = attrs.icon != null
    error_message = "app `${meta.name}` has no icon"
  }
}
