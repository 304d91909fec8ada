from __future__ import annotations

import pytest

from tidegate.core.known import Unknown
from tidegate.core.plans.model import Counts, PlanContent, ResourceChange, made_by, together


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


def test_what_a_plan_makes_is_counted_by_type_with_sizes() -> None:
    resources = tuple(
        ResourceChange(address=f"a.{n}", type=kind, action=action, size=size)
        for n, (kind, action, size) in enumerate(
            [
                ("aws_instance", "create", 1),
                ("aws_instance", "replace", 1),
                ("aws_instance", "update", 1),
                ("aws_instance", "import", 1),
                ("aws_autoscaling_group", "create", 4),
                ("aws_lb", "delete", 1),
            ]
        )
    )
    plan = PlanContent(terraform_version="1.11.4", resources=resources, outputs={})
    assert plan.made == {"aws_instance": 2, "aws_autoscaling_group": 4}
    assert made_by([plan, plan]) == {"aws_instance": 4, "aws_autoscaling_group": 8}


def test_a_number_nobody_knows_hides_none_of_another_type() -> None:
    lost = Unknown(unknown_because="it is decided when it is applied")
    assert together([{"a": 1, "b": lost}, {"a": 2, "b": 5}]) == {"a": 3, "b": lost}
