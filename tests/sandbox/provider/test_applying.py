"""Values made up at apply look like AWS's and leave nothing unknown."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tidegate.sandbox.provider.__main__ import DATA
from tidegate.sandbox.provider.applying import settle
from tidegate.sandbox.provider.behaviour import Behaviour, read_overlay
from tidegate.sandbox.provider.planning import plan_creation
from tidegate.sandbox.provider.schema import read_listing
from tidegate.sandbox.provider.values import UNKNOWN, is_unknown

LISTING = read_listing((DATA / "aws61.json").read_text("utf-8"))
OVERLAY = read_overlay((DATA / "overlay.json").read_text("utf-8"))


def applied(resource_type: str, **config: Any) -> dict[str, Any]:
    block, behaviour = LISTING.resources[resource_type].block, OVERLAY.of(resource_type)
    blank = {**dict.fromkeys(block.attributes), **{name: [] for name, each in block.blocks.items() if each.repeats}}
    planned = plan_creation(block, behaviour, {**blank, **config}, {}).value
    return settle(resource_type, block, behaviour, planned, "ap-northeast-2")


def unknowns(value: Any) -> bool:
    if isinstance(value, dict):
        return any(unknowns(each) for each in value.values())
    if isinstance(value, list):
        return any(unknowns(each) for each in value)
    return is_unknown(value)


@pytest.mark.parametrize("resource_type", LISTING.resources)
def test_nothing_of_any_type_stays_unknown(resource_type: str) -> None:
    assert not unknowns(applied(resource_type))


def test_ids_and_arns_follow_the_types_patterns() -> None:
    group = applied("aws_security_group", name="web")
    assert re.fullmatch(r"sg-[0-9a-f]{17}", group["id"])
    assert group["arn"] == f"arn:aws:ec2:ap-northeast-2:123456789012:security-group/{group['id']}"
    assert applied("aws_s3_bucket", bucket="logs")["id"] == "logs"


def test_a_name_is_made_from_its_prefix() -> None:
    assert re.fullmatch(r"redis-[0-9a-f]{17}", applied("aws_security_group", name_prefix="redis-")["name"])


def test_made_up_values_follow_the_overlay() -> None:
    group = applied("aws_elasticache_replication_group", replication_group_id="shop-redis")
    assert group["primary_endpoint_address"] == "master.shop-redis.standin.cache.amazonaws.com"


def test_an_id_that_is_known_stays_when_something_else_is_made_up() -> None:
    block = LISTING.resources["aws_security_group"].block
    value = settle("aws_security_group", block, Behaviour(), {"id": "sg-1", "name": "web", "arn": UNKNOWN}, "eu-west-1")
    assert (value["id"], value["arn"]) == ("sg-1", "arn:aws:security:eu-west-1:123456789012:security_group/sg-1")
