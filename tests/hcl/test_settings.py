from __future__ import annotations

import json

from tidegate.core.plans.identity import Written
from tidegate.hcl.settings import written

NATIVE = b"""
provider "aws" {
  region = var.region
  assume_role {
    role_arn = "arn:${local.account}" # whose
  }
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
  assume_role {
    role_arn = "one"
  }
  assume_role {
    role_arn = "two"
  }
}
locals {
  account = "1"
}
resource "a" "b" {
  region = "no provider"
}
"""
AS_JSON = {
    "provider": {
        "aws": [
            {"region": "${var.region}", "assume_role": {"role_arn": "arn:${local.account}"}},
            {"alias": "eu", "region": "eu-west-1"},
        ]
    },
    "locals": [{"account": "1"}],
}


def test_settings_and_local_values_are_read_as_they_are_written():
    found = written({"main.tf": NATIVE})
    assert found.providers == {
        "aws": {"region": "var.region", "assume_role.role_arn": '"arn:${local.account}"'},
        "aws.eu": {
            "alias": '"eu"',
            "region": '"eu-west-1"',
            "assume_role.0.role_arn": '"one"',
            "assume_role.1.role_arn": '"two"',
        },
    }
    assert found.values == {"account": '"1"'}


def test_json_says_the_same():
    found = written({"main.tf.json": json.dumps(AS_JSON).encode()})
    assert found.providers["aws"] == {"region": '"${var.region}"', "assume_role.role_arn": '"arn:${local.account}"'}
    assert found.providers["aws.eu"]["region"] == '"eu-west-1"'
    assert found.values == {"account": '"1"'}


def test_of_broken_files_what_can_be_made_out_is_read():
    assert written({"a.tf": b"provider {", "b.tf.json": b"{", "c.tf.json": b"[1]", "d.tf": b"\xff"}).values == {}
    assert written({}) == Written()
