from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.costs import TROUBLE, estimate, resource, unpriced
from tidegate.core.costs.own import Look, all_own, cost_of, own
from tidegate.core.known import Unknown
from tidegate.core.plans.change_digests import ChangeDigests
from tidegate.core.plans.model import PlanContent, ResourceChange

ALB = resource("aws_lb.web", None, "30", action="create")
DB = resource("aws_db_instance.main", None, "30", action="create")


def look(*costs, digests=None, currency="USD", cost=None):
    """A plan that does what its costs say; `digests` where something is done otherwise than by its address alone."""
    content = PlanContent(
        terraform_version="1.9.8",
        resources=tuple(ResourceChange(address=each.address, type=each.type, action=each.action) for each in costs),
        outputs={},
    )
    changes = {each.address: each.address for each in costs} | (digests or {})
    return Look(
        content=content, cost=cost or estimate(*costs, currency=currency), digests=ChangeDigests(changes=changes)
    )


def test_what_is_merged_already_is_taken_off():
    found = own(look(ALB, DB), look(ALB))
    assert found.cost.increase == 30
    assert [each.address for each in found.cost.resources] == [DB.address]
    assert (found.rest, found.rest_cost, found.merged) == (1, 30, (ALB.address,))


def test_a_project_that_is_new_is_all_the_change_s_own():
    found = all_own(look(ALB, DB))
    assert found.cost.increase == 60
    assert len(found.content.resources) == 2
    assert (found.rest, found.rest_cost) == (0, 0)


def test_what_makes_a_merged_resource_dearer_costs_the_difference():
    dearer = resource(DB.address, None, "75", action="create")
    found = own(look(ALB, dearer, digests={DB.address: "larger"}), look(ALB, DB))
    assert found.cost.increase == 45
    (shown,) = found.cost.resources
    assert (shown.past, shown.future) == (30, 75)


def test_what_a_change_takes_back_is_saved():
    found = own(look(ALB), look(ALB, DB))
    assert found.cost.increase == -30
    assert [(each.address, each.difference) for each in found.cost.resources] == [(DB.address, Decimal(-30))]


def test_the_totals_are_what_the_base_comes_to_and_what_the_head_does():
    found = own(look(ALB, DB), look(ALB)).cost
    assert (found.past, found.future) == (30, 60)


ODD = unpriced("aws_odd.one")


def test_what_has_no_price_cancels_where_both_plans_do_the_same():
    assert own(look(ODD, DB), look(ODD)).cost.increase == 30


@pytest.mark.parametrize(
    ("head", "base"),
    [
        (look(ODD, DB), look(DB)),
        (look(DB), look(ODD, DB)),
        (look(ODD, digests={ODD.address: "another"}), look(ODD)),
        (look(unpriced(ODD.address, why="another reason")), look(ODD)),
        (look(ODD, DB, digests={DB.address: "larger"}), look(ODD, DB)),
        (look(ODD), look(ODD, DB)),
        (look(ODD), look(resource(ODD.address, None, "3", action="create"))),
        (look(resource(ODD.address, None, "3", action="create")), look(ODD)),
    ],
    ids=[
        "new",
        "taken back",
        "done otherwise",
        "for another reason",
        "beside one that is done otherwise",
        "beside one that is taken back",
        "priced before",
        "priced now",
    ],
)
def test_what_has_no_price_is_never_nothing_where_the_plans_differ(head, base):
    found = own(head, base).cost.increase
    assert isinstance(found, Unknown)
    assert "aws_odd.one" in str(found.unknown_because)


@pytest.mark.parametrize(
    ("head", "base", "why"),
    [
        (look(DB, cost=TROUBLE), look(ALB), "The overlay cannot be read"),
        (look(DB), look(ALB, cost=TROUBLE), "The plan of its base is not priced: The overlay cannot be read"),
        (look(DB), look(ALB, currency="EUR"), "The plan is priced in USD, and the one of its base in EUR"),
    ],
)
def test_where_one_of_the_plans_is_not_priced_nobody_knows(head, base, why):
    found = own(head, base).cost.increase
    assert isinstance(found, Unknown)
    assert str(found.unknown_because) == why


def test_where_nobody_knows_it_is_never_the_whole_that_is_shown():
    shown = cost_of(Unknown(unknown_because="git cannot say"), estimate(DB))
    assert isinstance(shown.increase, Unknown)
    assert str(shown.trouble) == "Git cannot say."
    assert (shown.past, shown.future, shown.resources) == (0, 0, ())


def test_otherwise_it_is_the_change_s_own_that_is_shown():
    found = own(look(ALB, DB), look(ALB))
    assert cost_of(found, estimate(ALB, DB)) == found.cost


AMOUNTS = st.one_of(st.none(), st.integers(0, 500).map(str))
RESOURCES = st.dictionaries(
    st.sampled_from(["aws_a.one", "aws_a.two", "aws_b.one", "aws_c.one"]),
    st.one_of(st.just("unpriced"), AMOUNTS),
)


def costs(amounts):
    made = (
        unpriced(address) if amount == "unpriced" else resource(address, None, amount, action="create")
        for address, amount in amounts.items()
    )
    return look(*made, digests={address: str(amount) for address, amount in amounts.items()})


@given(RESOURCES)
def test_a_plan_less_itself_is_nothing(amounts):
    found = own(costs(amounts), costs(amounts))
    assert found.cost.increase == 0
    assert (found.content.resources, found.cost.resources, dict(found.made)) == ((), (), {})


@given(RESOURCES, RESOURCES)
def test_what_is_known_of_a_change_is_the_head_s_increase_less_the_base_s(head, base):
    one, other = costs(head), costs(base)
    found = own(one, other).cost
    if not isinstance(found.increase, Unknown):
        assert found.increase == one.cost.difference - other.cost.difference
        assert sum((each.difference or 0 for each in found.resources), Decimal(0)) == found.increase
