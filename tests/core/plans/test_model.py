from __future__ import annotations

import pytest

from tidegate.core.plans.model import Counts, PlanContent, ResourceChange


def content(*actions, outputs=None) -> PlanContent:
    resources = tuple(ResourceChange(address=f"a.{n}", type="a", action=action) for n, action in enumerate(actions))
    return PlanContent(terraform_version="1.11.4", resources=resources, outputs=outputs or {})


def test_a_replacement_counts_as_one_added_and_one_destroyed() -> None:
    plan = content("create", "update", "replace", "delete", "move", "read")
    assert (plan.adds, plan.changes, plan.destroys) == (2, 1, 2)
    assert plan.counts == Counts(adds=2, changes=1, destroys=2, is_empty=False)


@pytest.mark.parametrize(
    ("plan", "empty"),
    [
        (content(), True),
        (content("read", "no-op"), True),
        (content("move"), False),
        (content("forget"), False),
        (content(outputs={"o": "update"}), False),
    ],
)
def test_a_plan_is_empty_when_there_is_nothing_to_apply(plan, empty) -> None:
    assert plan.is_empty is empty
