import pytest
from pydantic import ValidationError

from support.values import CHANGE, CONTENT, STAGING
from tidegate.core.changes import Change
from tidegate.core.plans.model import PlanContent
from tidegate.core.projects.model import DEFAULT_APPLY, DEFAULT_PLAN, Project, Workflow
from tidegate.flows.orders import ExplainOrder, Order, PlanOrder
from tidegate.store.codec import dump, load

WORKFLOW = Workflow(name="w", plan=DEFAULT_PLAN, apply=DEFAULT_APPLY)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Change, CHANGE), (PlanContent, CONTENT), (Project, STAGING), (Workflow, WORKFLOW)],
)
def test_a_value_comes_back_as_it_was(kind, value):
    assert load(kind, dump(kind, value)) == value


def test_members_of_a_union_are_told_apart():
    for order in (PlanOrder(repo="r", number=1, actor="a"), ExplainOrder(repo="r", number=1, actor="a")):
        assert load(Order, dump(Order, order)) == order


def test_a_text_that_does_not_fit_is_refused():
    with pytest.raises(ValidationError):
        load(Project, '{"workspace": "default"}')
