"""How changed resources are shown."""

import pytest

from support.notices import CONTENT, EMPTY, words_of
from tidegate.core.notices.resources import resource_blocks
from tidegate.core.plans.model import AttributeChange, PlanContent, ResourceChange


def shown(*resources, drift=()):
    return words_of(resource_blocks(PlanContent(terraform_version="1", resources=resources, outputs={}, drift=drift)))


def test_reads_are_no_changes():
    assert "data.aws_vpc.this" not in words_of(resource_blocks(CONTENT))


def test_nothing_is_shown_as_nothing():
    assert resource_blocks(EMPTY) == ()


@pytest.mark.parametrize(
    ("action", "sign"), [("create", "+"), ("update", "~"), ("delete", "-"), ("replace", "-/+"), ("forget", "forget")]
)
def test_each_action_has_its_sign(action, sign):
    assert shown(ResourceChange(address="a.b", type="a", action=action)).startswith(f"{sign} | a.b")


def test_a_moved_resource_says_from_where():
    moved = ResourceChange(address="a.new", type="a", action="move", previous_address="a.old")
    assert "a.new from a.old" in shown(moved)


def test_many_attributes_are_counted_and_long_values_cut():
    changes = tuple(AttributeChange(path=f"p{index}", before="x" * 100, after="y") for index in range(5))
    words = shown(ResourceChange(address="a.b", type="a", action="update", attributes=changes))
    assert "p0: " + "x" * 59 + "… → y" in words
    assert words.endswith("; and 2 more")


def test_much_drift_is_counted():
    assert shown(drift=tuple(f"a.n{index}" for index in range(20))).endswith("a.n11 and 8 more")
