"""Files of expected usage."""

from decimal import Decimal

import pytest

from tidegate.core.errors import BadInput
from tidegate.cost.catalog.usage import read_usage

FILE = "usage.yml"
TEXT = """
version: 0.1
resource_type_default_usage:
  aws_lambda_function:
    monthly_requests: 100000
    request_duration_ms: 250
resource_usage:
  aws_lambda_function.hello[*]:
    monthly_requests: 2000000
  aws_lambda_function.hello["big"]:
    request_duration_ms: 900.5
  module.app[*].aws_s3_bucket.data:
    standard:
      storage_gb: 1e4
      monthly_tier_1_requests:
"""


@pytest.mark.parametrize(
    ("type_", "address", "expected"),
    [
        ("aws_lambda_function", "aws_lambda_function.other", {"monthly_requests": 100000, "request_duration_ms": 250}),
        (
            "aws_lambda_function",
            "aws_lambda_function.hello[0]",
            {"monthly_requests": 2000000, "request_duration_ms": 250},
        ),
        (
            "aws_lambda_function",
            'aws_lambda_function.hello["big"]',
            {"monthly_requests": 2000000, "request_duration_ms": Decimal("900.5")},
        ),
        ("aws_s3_bucket", 'module.app["x"].aws_s3_bucket.data', {"standard.storage_gb": 10000}),
        ("aws_s3_bucket", "module.app.aws_s3_bucket.data", {}),
        ("aws_sqs_queue", "aws_sqs_queue.it", {}),
    ],
)
def test_an_address_wins_over_a_pattern_and_a_pattern_over_the_type(type_, address, expected):
    assert read_usage(TEXT, FILE).of(type_, address) == expected


def test_an_empty_file_expects_nothing():
    assert read_usage("", FILE).of("aws_sqs_queue", "aws_sqs_queue.it") == {}


def test_sections_without_anything_are_fine():
    assert read_usage("version: 0.1\nresource_usage:\n", FILE).of("aws_sqs_queue", "aws_sqs_queue.it") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", "usage.yml:1:1: A usage file is a mapping. Write `version: 0.1` and `resource_usage:`."),
        ("resource_usage: {}\n", "usage.yml:1:1: `version` is missing. Add `version: 0.1`."),
        ("version: 2\n", "usage.yml:1:10: version: Only version 0.1 is read. Write `version: 0.1`."),
        (
            "version: 0.1\nresource_usages: {}\n",
            "usage.yml:2:1: resource_usages: `resource_usages` is not a key of a usage file. Did you mean `resource_usage`?",
        ),
        ("version: 0.1\nresource_usage: 3\n", "usage.yml:2:17: resource_usage: `resource_usage` is a mapping."),
        (
            "version: 0.1\nresource_usage:\n  hello: {a: 1}\n",
            "usage.yml:3:3: resource_usage.hello: `hello` is not an address.",
        ),
        (
            "version: 0.1\nresource_type_default_usage:\n  AWS::S3: {a: 1}\n",
            "usage.yml:3:3: resource_type_default_usage.AWS::S3: `AWS::S3` is not a resource type.",
        ),
        ("version: 0.1\nresource_usage:\n  a.b: 5\n", "usage.yml:3:8: resource_usage.a.b: What is used is a mapping."),
        (
            "version: 0.1\nresource_usage:\n  a.b: {operating_system: windows}\n",
            "usage.yml:3:27: resource_usage.a.b.operating_system: `windows` is not a number.",
        ),
        ("version: 0.1\nresource_usage:\n  a.b: {storage_gb: -1}\n", "`-1` is not a number."),
        ("version: 0.1\nresource_usage:\n  a.b: {storage_gb: [1]}\n", "A number is expected here, not a list."),
    ],
)
def test_a_fault_is_told_with_its_place_and_remedy(text, expected):
    with pytest.raises(BadInput) as raised:
        read_usage(text, FILE)
    found = [str(each) for each in raised.value.problems]
    assert any(expected in each for each in found), found
