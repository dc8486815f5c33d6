# coderlint-ignored is another word; coderlint-ignore: x stands too late here.
locals {
  text = <<-EOT
    # coderlint-ignore: no_rule -- this is no comment
  EOT
}
