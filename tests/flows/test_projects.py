from dataclasses import replace

from support.values import STAGING
from tidegate.flows.projects import Placed, deployable_first


def placed(name, *, deployable, group=0):
    project = replace(STAGING, name=name, execution_order_group=group)
    return Placed(project=project, environment=None, deployable=deployable, because="")


def test_of_a_group_what_can_be_applied_is_planned_before_what_is_only_looked_at():
    found = deployable_first(
        (
            placed("dev", deployable=False),
            placed("prod", deployable=True),
            placed("shared", deployable=True),
            placed("late-dev", deployable=False, group=1),
            placed("late-prod", deployable=True, group=1),
        )
    )
    assert [each.project.name for each in found] == ["prod", "shared", "dev", "late-prod", "late-dev"]
