from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from support.findings import finding, lists_of_findings
from tidegate.core.checks.compare import compared, moves


def _new(head, base, moved=None) -> list[bool]:
    return [each.is_new for each in compared(tuple(head), tuple(base), moved or {})]


@pytest.mark.parametrize(
    ("head", "base", "expected"),
    [
        ([finding()], [], [True]),
        ([finding()], [finding()], [False]),
        ([finding()], [finding(file="other.tf", line=9)], [False]),
        ([finding()], [finding("CKV_AWS_24")], [True]),
        ([finding()], [finding(address="aws_security_group.b")], [True]),
        ([finding(address="", file="a.tf")], [finding(address="", file="a.tf", line=7)], [False]),
        ([finding(address="", file="a.tf")], [finding(address="", file="b.tf")], [True]),
        ([], [finding()], []),
    ],
)
def test_a_finding_is_old_when_its_rule_spoke_of_its_resource_or_file_before(head, base, expected) -> None:
    assert _new(head, base) == expected


def test_of_several_with_one_key_as_many_are_old_as_there_were() -> None:
    head = [finding(message="port 22"), finding(message="port 23"), finding(message="port 22")]
    assert _new(head, [finding(message="port 23"), finding(message="port 25")]) == [False, False, True]


def test_the_old_ones_are_those_with_the_same_message_then_on_the_same_line() -> None:
    head = [finding(message="a", line=1), finding(message="b", line=2), finding(message="c", line=3)]
    assert _new(head, [finding(message="c", line=9), finding(message="z", line=2)]) == [True, False, False]


def test_a_moved_resource_brings_nothing_new() -> None:
    plan = {
        "resource_changes": [
            {
                "address": f"module.new.aws_security_group.a[{n}]",
                "previous_address": f"module.old.aws_security_group.a[{n}]",
            }
            for n in (0, 1)
        ]
    }
    moved = moves(plan)
    assert _new(
        [finding(address="module.new.aws_security_group.a[1]")],
        [finding(address="module.old.aws_security_group.a[1]")],
        moved,
    ) == [False]
    assert _new(
        [finding(address="module.new.aws_security_group.a")],
        [finding(address="module.old.aws_security_group.a")],
        moved,
    ) == [False]


def test_instances_that_come_from_different_places_have_no_common_past() -> None:
    plan = {
        "resource_changes": [
            {"address": "aws_subnet.all[0]", "previous_address": "aws_subnet.a"},
            {"address": "aws_subnet.all[1]", "previous_address": "aws_subnet.b"},
            {"address": "aws_subnet.other"},
        ]
    }
    assert moves(plan) == {"aws_subnet.all[0]": "aws_subnet.a", "aws_subnet.all[1]": "aws_subnet.b"}


@given(lists_of_findings())
def test_compared_with_itself_nothing_is_new(findings) -> None:
    assert not any(_new(findings, findings))


@given(lists_of_findings())
def test_compared_with_nothing_everything_is_new(findings) -> None:
    assert all(_new(findings, []))


@given(lists_of_findings(), lists_of_findings())
def test_comparing_marks_findings_and_changes_nothing_else(head, base) -> None:
    marked = compared(head, base, {})
    assert [replace(each, is_new=True) for each in marked] == [replace(each, is_new=True) for each in head]
    assert sum(not each.is_new for each in marked) <= len(base)
    assert compared(marked, base, {}) == marked
