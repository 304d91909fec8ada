"""What is left of a plan whose apply did not end well."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.decisions import NOON, SEOUL
from tidegate.core.known import Unknown
from tidegate.core.plans.change_digests import ChangeDigests, Ground
from tidegate.core.plans.digest import DigestInputs
from tidegate.core.plans.leftover import ground_of, is_kept, is_left_of

KEY = b"key"
GROUND = Ground(around="here", feeds={"data.aws_ami.this": "ami-1"})
APPLIED = ChangeDigests(changes={"x.a": "1", "x.b[0]": "2", "output.c": "3"}, code=("p", "q"), ground=GROUND)


def left(changes, **changed):
    return replace(APPLIED, changes=changes, **changed)


@pytest.mark.parametrize(
    "current",
    [
        left({"x.b[0]": "2"}),
        left({}),
        left({"output.c": "3"}, code=("p",)),
        left({"x.b[0]": "2"}, ground=Ground(around="here")),
        left({"x.b[0]": "2"}, ground=Ground(around="here", feeds={**GROUND.feeds, "x.a": "made meanwhile"})),
    ],
    ids=["less", "nothing", "less code", "fed by less", "fed by what was made"],
)
def test_what_does_nothing_else_is_left(current):
    assert is_left_of(current, APPLIED)


@pytest.mark.parametrize(
    "current",
    [
        left({"x.b[0]": "2", "x.d": "4"}),
        left({"x.b[1]": "2"}),
        left({"x.b[0]": "other action or values"}),
        left({"x.b[0]": "2"}, code=("p", "r")),
        left({"x.b[0]": "2"}, ground=Ground(around="elsewhere", feeds=GROUND.feeds)),
        left({"x.b[0]": "2"}, ground=Ground(around="here", feeds={"data.aws_ami.this": "ami-2"})),
        left({"x.b[0]": "2"}, ground=Ground(around="here", feeds={"x.elsewhere": "1"})),
        left({"x.b[0]": "2"}, ground=None),
    ],
    ids=["more", "another", "otherwise", "other code", "elsewhere", "another value", "more values", "unknown"],
)
def test_whatever_else_a_plan_does_is_nothing_that_is_left(current):
    assert not is_left_of(current, APPLIED)


def test_nothing_is_left_of_what_nobody_knows():
    assert not is_left_of(APPLIED, replace(APPLIED, ground=None))


_CHANGES = st.dictionaries(st.sampled_from("abc"), st.sampled_from("12"), max_size=3)
_PLANS = _CHANGES.map(left)


@given(_PLANS, _CHANGES)
def test_a_plan_is_left_of_itself_and_no_longer_once_it_does_anything_else(plan, changes):
    assert is_left_of(plan, plan)
    assert is_left_of(left(changes), plan) == all(plan.changes.get(each) == what for each, what in changes.items())


@given(_PLANS, _PLANS, _PLANS)
def test_what_is_left_of_something_left_is_left_of_the_first(one, two, three):
    if is_left_of(three, two) and is_left_of(two, one):
        assert is_left_of(three, one)


@pytest.mark.parametrize(("hours", "kept"), [(0, True), (23.99, True), (24, False), (48, False)])
def test_consents_are_kept_for_a_day(hours, kept):
    assert is_kept(NOON, NOON + timedelta(hours=hours)) == kept


INPUTS = DigestInputs(
    show_json={"terraform_version": "1.11.4"},
    code={"planned": {"": {"blocks": []}}, "committed": {}},
    values={"data.aws_ami.this": {"": {"id": "ami-1"}}},
    identity=SEOUL,
    lock_file="provider",
    workspace="default",
    comment_args=(),
    steps=("plan", "apply"),
)


def test_the_ground_is_the_same_for_what_changes_and_is_written_otherwise():
    assert ground_of(KEY, replace(INPUTS, code={"planned": {"": {"blocks": ["more"]}}})) == ground_of(KEY, INPUTS)


@pytest.mark.parametrize(
    "changed",
    [
        {"show_json": {"terraform_version": "1.12.0"}},
        {"identity": replace(SEOUL, workspace="other")},
        {"lock_file": "another"},
        {"workspace": "other"},
        {"comment_args": ("-var=a=b",)},
        {"steps": ("plan", "rm", "apply")},
        {"values": {"data.aws_ami.this": {"": {"id": "ami-2"}}}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_other_tools_and_another_place_are_another_ground(changed):
    assert ground_of(KEY, replace(INPUTS, **changed)) != ground_of(KEY, INPUTS)


@pytest.mark.parametrize(
    "changed",
    [{"identity": Unknown(unknown_because="no backend")}, {"code": {"planned": {"": {}, "module.gone": None}}}],
    ids=["identity", "code"],
)
def test_what_stands_on_something_unknown_has_no_ground(changed):
    assert ground_of(KEY, replace(INPUTS, **changed)) is None
