from tidegate.hcl.lock_file import locked_versions

TEXT = """
# This file is maintained automatically by "terraform init".
provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = "~> 5.0"
  hashes = [
    "h1:abc",
  ]
}

provider "registry.terraform.io/hashicorp/random" {
  version = "3.6.0"
}
"""


def test_every_provider_has_the_version_it_is_held_to():
    assert locked_versions(TEXT) == {
        "registry.terraform.io/hashicorp/aws": "5.100.0",
        "registry.terraform.io/hashicorp/random": "3.6.0",
    }
    assert locked_versions("") == {}
