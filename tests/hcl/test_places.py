from __future__ import annotations

import pytest

from support.costs import finding, found
from tidegate.hcl.places import Places, located

TEXTS = {
    "environments/prod/main.tf": """
resource "aws_security_group" "redis" {
}

module "redis" {
  source = "../../modules/redis"
}

module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}
""",
    "modules/redis/main.tf": 'module "inner" { source = "./inner" }\n\nresource "aws_elasticache_cluster" "this" {}\n',
    "modules/redis/inner/main.tf": "resource aws_kms_key key {}\n",
    "main.tf": 'resource "aws_instance" "web" {}\n',
    "notes.md": "resource",
}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("aws_security_group.redis", ("environments/prod/main.tf", 2)),
        ('aws_security_group.redis["a.b"]', ("environments/prod/main.tf", 2)),
        ("module.redis.aws_elasticache_cluster.this[0]", ("modules/redis/main.tf", 3)),
        ('module.redis["x"].module.inner.aws_kms_key.key', ("modules/redis/inner/main.tf", 1)),
        ("aws_security_group.redis (deposed object 12ab)", ("environments/prod/main.tf", 2)),
    ],
)
def test_a_resource_is_found_where_its_block_begins(address, place) -> None:
    assert Places("environments/prod", TEXTS).of(address) == place


def test_what_a_module_from_elsewhere_makes_is_found_where_it_is_called() -> None:
    assert Places("environments/prod", TEXTS).of("module.vpc.module.inner.aws_vpc.this") == (
        "environments/prod/main.tf",
        9,
    )


def test_what_a_loop_or_json_made_is_found_where_its_module_is_called() -> None:
    assert Places("environments/prod", TEXTS).of("module.redis.aws_other.made") == ("environments/prod/main.tf", 5)


def test_what_is_not_written_anywhere_has_no_place() -> None:
    assert Places("environments/prod", TEXTS).of("aws_instance.gone") is None
    assert Places("environments/prod", TEXTS).of("module.gone.aws_instance.gone") is None
    assert Places("environments/prod", TEXTS).of("nonsense") is None


def test_a_module_as_a_whole_is_where_it_is_called() -> None:
    assert Places("environments/prod", TEXTS).of("module.redis") == ("environments/prod/main.tf", 5)


def test_a_project_in_the_root_is_found_too() -> None:
    assert Places(".", TEXTS).of("aws_instance.web") == ("main.tf", 1)


def test_findings_say_where_their_code_stands_unless_a_tool_has() -> None:
    known = finding("CKV_AWS_1", file="elsewhere.tf", line=7)
    results = (found("builtin", finding(), finding(address=""), known),)
    (result,) = located(results, Places("environments/prod", TEXTS))
    assert [(each.file, each.line) for each in result.findings] == [
        ("environments/prod/main.tf", 2),
        ("", 0),
        ("elsewhere.tf", 7),
    ]
