from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.checked_plans import entry, plan
from tidegate.checks.flaws import Flaw, found

ADDRESS = "aws_subnet.a"


def _look(side):
    return [Flaw(text=text, is_sure=not text.endswith("?")) for text in side.value("flaws") or ()]


def _found(before, after, severities=None):
    shown = plan(entry(ADDRESS, None if before is None else {"flaws": before}, {"flaws": after}))
    return found(shown, {"rule": _look}, severities or {})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, ["a", "b"], [True, True]),
        ([], ["a"], [True]),
        (["a"], ["a"], [False]),
        (["a"], ["a", "b"], [False, True]),
        (["a"], ["a", "a"], [False, True]),
        (["a"], ["a?"], [True]),
        (["a"], [], []),
    ],
)
def test_a_flaw_is_new_where_its_resource_had_none_like_it(before, after, expected) -> None:
    assert [each.is_new for each in _found(before, after)] == expected


@given(st.lists(st.sampled_from("abc?")))
def test_what_stays_as_it_was_brings_nothing_new(flaws) -> None:
    assert not any(each.is_new for each in _found(flaws, flaws))


def test_the_key_tells_flaws_apart_and_is_never_shown() -> None:
    def look(side):
        return [Flaw(text="a secret port is open", key=side.value("port"))]

    shown = plan(entry(ADDRESS, {"port": "22"}, {"port": "3306"}))
    (finding,) = found(shown, {"rule": look}, {})
    assert finding.is_new
    assert "3306" not in repr(finding)


def test_less_of_what_was_there_is_nothing_new() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Wide(Flaw):
        size: int

        def covers(self, other):
            return self.size >= other.size

    def look(side):
        return [Wide(text=f"{size} open", size=size) for size in side.value("sizes")]

    shown = plan(entry(ADDRESS, {"sizes": [5]}, {"sizes": [3, 4, 6]}))
    assert [each.is_new for each in found(shown, {"rule": look}, {})] == [False, False, True]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [("CRITICAL", ["CRITICAL", "LOW"]), ("MEDIUM", ["MEDIUM", "LOW"]), ("WARN", ["WARN", "WARN"])],
)
def test_what_nobody_can_say_before_apply_is_mild(severity, expected) -> None:
    assert [each.severity for each in _found(None, ["sure", "sure?"], {"rule": severity})] == expected


def test_no_finding_holds_what_is_marked_as_sensitive_anywhere() -> None:
    shown = plan(
        entry(ADDRESS, None, {"flaws": ["the key hunter22 is weak"]}),
        entry("aws_db_instance.b", None, {"password": "hunter22"}, after_sensitive={"password": True}),
    )
    (finding,) = found(shown, {"rule": _look}, {})
    assert finding.message == "the key (sensitive value) is weak"


def test_findings_stand_in_the_order_of_the_plan_then_of_the_rules() -> None:
    shown = plan(entry("aws_subnet.b", None, {"flaws": ["x"]}), entry("aws_subnet.a", None, {"flaws": ["x"]}))
    assert [(each.address, each.id) for each in found(shown, {"one": _look, "two": _look}, {})] == [
        ("aws_subnet.b", "one"),
        ("aws_subnet.b", "two"),
        ("aws_subnet.a", "one"),
        ("aws_subnet.a", "two"),
    ]
