# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = "~> 5.0"
  hashes = [
    "h1:2/NWTDn5OwYVAWD6LZoP2aYcM7iOZhzp8JIlcTtqkEE=",
  ]
}
