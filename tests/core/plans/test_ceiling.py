from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.known import Unknown
from tidegate.core.plans.ceiling import beyond
from tidegate.core.plans.model import PlanContent, ResourceChange

UNPRICED = Unknown(unknown_because="`a.b` has no price")


def plan(outputs=None, **actions):
    """`plan(a="create")` creates `x.a`; `a="move from b"` moves it."""
    resources = tuple(_change(name, action) for name, action in actions.items())
    return PlanContent(terraform_version="1.9.8", resources=resources, outputs=outputs or {})


def _change(name, action):
    action, _, before = action.partition(" from ")
    previous = f"x.{before}" if before else None
    return ResourceChange(address=f"x.{name}", type="x", action=action, previous_address=previous)


def held(consented, current, was="10", costs="10"):
    amounts = [amount if isinstance(amount, Unknown) else Decimal(amount) for amount in (was, costs)]
    return str(beyond(consented, current, *amounts))


@pytest.mark.parametrize(
    ("consented", "current"),
    [
        (plan(a="create"), plan(a="create")),
        (plan(a="create", b="update"), plan(a="create")),
        (plan(a="create"), plan()),
        (plan(a="replace"), plan(a="update")),
        (plan(a="replace"), plan(a="delete")),
        (plan(a="create"), plan(a="create", b="no-op", c="read")),
        (plan(a="move from b"), plan(a="move from b")),
        (plan({"x": "update"}), plan({"x": "update"})),
        (plan({"x": "update"}), plan({"y": "no-op"})),
    ],
)
def test_doing_the_same_or_less_stays_within(consented, current):
    assert held(consented, current) == ""


@pytest.mark.parametrize(
    ("consented", "current", "how"),
    [
        (plan(a="create"), plan(a="create", b="update"), "it touches `x.b` too"),
        (plan(), plan(a="create", b="create", c="create"), "it touches `x.a` and 2 more too"),
        (plan(a="no-op"), plan(a="update"), "it touches `x.a` too"),
        (plan(a="update"), plan(a="replace"), "it destroys or replaces `x.a` too"),
        (plan(a="update"), plan(a="delete"), "it destroys or replaces `x.a` too"),
        (plan(a="update"), plan(a="move from b"), "it touches `x.b` too"),
        (plan(), plan(a="forget"), "it touches `x.a` too"),
        (plan({"x": "update"}), plan({"x": "update", "y": "create"}), "it touches `output.y` too"),
    ],
)
def test_touching_or_destroying_more_goes_beyond(consented, current, how):
    assert held(consented, current) == how


@pytest.mark.parametrize(
    ("was", "costs", "how"),
    [
        ("10", "10", ""),
        ("10", "9.99", ""),
        ("10", "-5", ""),
        ("10", "10.01", "it costs more"),
        ("-5", "-4.99", "it costs more"),
        ("10", UNPRICED, "what it costs is not known, `a.b` has no price"),
        (UNPRICED, "0", "what the other costs is not known, `a.b` has no price"),
        (UNPRICED, UNPRICED, "what it costs is not known, `a.b` has no price"),
    ],
)
def test_costing_more_goes_beyond_and_so_does_what_nobody_knows(was, costs, how):
    assert held(plan(a="create"), plan(a="create"), was, costs) == how


_PLANS = st.dictionaries(
    st.sampled_from("abc"), st.sampled_from(["create", "update", "delete", "replace", "no-op"]), max_size=3
).map(lambda actions: plan(**actions))


@given(_PLANS, _PLANS, _PLANS, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_what_stays_within_something_within_stays_within(one, two, three, first, second, third):
    assert held(one, one, first, first) == ""
    if not held(one, two, first, second) and not held(two, three, second, third):
        assert held(one, three, first, third) == ""
