policies = ["policies/*.policy.hcl"]
