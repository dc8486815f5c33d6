# coderlint-ignore-file sensitive_variable -- none here
# What is needed.
provider "coder" {
}
