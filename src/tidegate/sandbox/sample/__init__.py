"""The sample repository: a small team's Terraform, laid out by the reference convention."""
