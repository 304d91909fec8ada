from dataclasses import replace

import pytest

from support.values import CONTENT, deployment, plan
from tidegate.flows.waiting import is_settled

EMPTY = replace(CONTENT, resources=())


@pytest.mark.parametrize(
    ("made", "deployed", "settled"),
    [
        (plan(state="planned", content=CONTENT), deployment(state="applied"), True),
        (plan(state="planned", content=CONTENT), deployment(state="failed"), False),
        (plan(state="planned", content=CONTENT), deployment(state="applied", plan_id="an older plan"), False),
        (plan(state="planned", content=EMPTY), deployment(state="failed"), True),
        (plan(state="waiting"), deployment(state="applied"), False),
        (plan(state="failed"), deployment(state="failed"), False),
    ],
)
def test_a_plan_is_settled_by_its_own_apply_or_where_it_changes_nothing(made, deployed, settled):
    assert is_settled(made, [deployed]) is settled
