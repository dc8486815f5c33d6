locals {
  twice = {
    name = "a"
    name = "b"
    name : "c"
  }
  text = <<-EOT
    <<EOT ${"}"} %{if true}yes%{endif}
}
  EOT  
}

variable bare {
}
/* a comment
*/
