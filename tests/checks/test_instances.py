from __future__ import annotations

import pytest

from support.checked_plans import block, entry, plan, side
from tidegate.checks.instances import instances


def test_instances_are_what_is_there_after_the_plan() -> None:
    entries = (
        entry("aws_subnet.new", None, {"a": 1}),
        entry("aws_subnet.kept", {"a": 1}, {"a": 2}),
        entry("aws_subnet.gone", {"a": 1}, None),
        {**entry("aws_subnet.deposed", {"a": 1}, {"a": 1}), "deposed": "abc"},
        {**entry("aws_subnet.read", None, {"a": 1}), "mode": "data"},
    )
    found = list(instances(plan(*entries)))
    assert [(each.address, each.before is None) for each in found] == [
        ("aws_subnet.new", True),
        ("aws_subnet.kept", False),
    ]
    assert (found[1].before.value("a"), found[1].after.value("a")) == (1, 2)


@pytest.mark.parametrize(
    ("unknown", "written", "left_out", "later"),
    [
        (True, {}, True, False),
        (True, {"a": {"references": ["x"]}}, False, True),
        (True, None, False, True),
        ({"inner": True}, {}, False, True),
        ([False, True], {"a": {}}, False, True),
        (False, {}, False, False),
        ({}, {"a": {}}, False, False),
    ],
)
def test_what_nobody_sets_is_told_from_what_is_known_only_after_apply(unknown, written, left_out, later) -> None:
    one = side("aws_subnet", {}, unknown={"a": unknown}, written=written)
    assert (one.is_left_out("a"), one.is_later("a")) == (left_out, later)


def test_a_nested_block_has_its_own_part_of_masks_and_code() -> None:
    one = side(
        "aws_instance",
        {"disk": [{"size": 1}, {"size": 2}]},
        unknown={"disk": [{}, {"encrypted": True}]},
        sensitive={"disk": [{"size": True}, {}]},
        written={"disk": [{"size": {}}, {"size": {}}]},
    )
    first, second = one.blocks("disk")
    assert (first.shown("size"), second.shown("size")) == ("(sensitive value)", "2")
    assert second.is_left_out("encrypted")


@pytest.mark.parametrize("written", [{}, {"disk": {"references": ["x"]}}, None])
def test_what_a_dynamic_block_writes_cannot_be_seen(written) -> None:
    one = side("aws_instance", {"disk": [{}]}, unknown={"disk": [{"encrypted": True}]}, written=written)
    (disk,) = one.blocks("disk")
    assert disk.is_later("encrypted")


@pytest.mark.parametrize("value", [None, "text", [None, "text"], {"a": 1}])
def test_what_is_no_list_of_blocks_has_none(value) -> None:
    assert side("aws_instance", {"disk": value}).blocks("disk") == ()


def test_all_of_a_masked_value_is_sensitive() -> None:
    one = side("aws_security_group", {"ingress": [{"from_port": 22}]}, sensitive={"ingress": True})
    assert one.blocks("ingress")[0].shown("from_port") == "(sensitive value)"


def test_the_code_and_the_provider_of_an_instance_come_with_it() -> None:
    configuration = {
        "root_module": {"resources": [block("aws_subnet.a", cidr_block={})]},
        "provider_config": {"aws": {"expressions": {"default_tags": [{}]}}},
    }
    (one,) = instances(plan(entry("aws_subnet.a", {}, {}), configuration=configuration))
    assert one.after.written == {"cidr_block": {}}
    assert one.before.provider == one.after.provider == {"default_tags": [{}]}
