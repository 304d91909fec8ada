"""A stand-in for Terraform's AWS provider: real plans of `aws_*` resources, with no account and no network."""

ADDRESS = "registry.terraform.io/hashicorp/aws"
