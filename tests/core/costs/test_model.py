from decimal import Decimal

import pytest

from support.costs import REDIS, TROUBLE, USED, estimate, fixed, resource, unpriced
from tidegate.core.costs.model import HOURS, Component, ResourceCost
from tidegate.core.known import Unknown


def test_a_component_costs_its_price_for_each_unit_of_the_month():
    node = Component(name="Node", unit="hours", price=Decimal("0.025"), quantity=HOURS)
    assert node.monthly == Decimal("18.250")


def test_what_depends_on_usage_has_no_amount_and_is_no_part_of_a_sum():
    both = ResourceCost(address="a.b", type="a", action="create", after=(fixed("3"), USED))
    assert USED.monthly is None
    assert (both.future, both.is_usage_based) == (Decimal(3), True)


def test_an_estimate_adds_up_what_could_be_priced():
    known = estimate(REDIS, resource("aws_instance.web", "10", "4"), resource("aws_db_instance.old", "7", None))
    assert (known.past, known.future, known.difference) == (Decimal(17), Decimal("542.74"), Decimal("525.74"))
    assert known.increase == Decimal("525.74")


def test_one_changed_resource_without_a_price_makes_the_increase_unknown():
    known = estimate(REDIS, unpriced("aws_new.thing", why="`aws_new` is not in the catalog"))
    assert str(known.increase.unknown_because) == "`aws_new.thing` could not be priced: `aws_new` is not in the catalog"
    assert known.difference == Decimal("538.74")


@pytest.mark.parametrize("action", ["no-op", "read", "move"])
def test_an_unpriced_resource_the_plan_does_not_touch_leaves_the_increase_known(action):
    assert estimate(REDIS, unpriced("aws_new.thing", action)).increase == Decimal("538.74")


def test_an_estimate_in_trouble_is_unknown_never_nothing():
    assert TROUBLE.increase == Unknown(unknown_because="The overlay cannot be read")


@pytest.mark.parametrize("amount", ["-1000", "NaN", "Infinity"])
def test_an_amount_nobody_is_ever_billed_is_no_price_and_pays_for_nothing_else(amount):
    made = estimate(REDIS, resource("aws_ebs_volume.it", None, amount))
    assert str(made.increase.unknown_because) == (
        "`aws_ebs_volume.it` could not be priced: `Node usage` comes to less than nothing or to no number"
    )
    assert made.difference == REDIS.future
