from decimal import Decimal

from support.costs import REDIS, TROUBLE, estimate, resource, unpriced
from tidegate.core.costs.totals import for_the_record, movers, total
from tidegate.core.known import Unknown


def test_estimates_of_several_projects_are_added_up():
    whole = total([estimate(REDIS), estimate(resource("aws_instance.web", "10", "4"))])
    assert (whole.past, whole.future, whole.increase) == (Decimal(10), Decimal("542.74"), Decimal("532.74"))


def test_one_unknown_part_makes_the_increase_unknown():
    assert isinstance(total([estimate(REDIS), TROUBLE]).increase, Unknown)


def test_nothing_costs_nothing():
    assert total([]).increase == 0


def test_amounts_of_different_currencies_are_never_added():
    whole = total([estimate(REDIS), estimate(REDIS, currency="EUR")])
    assert str(whole.increase.unknown_because) == "the estimates are in USD, EUR"


def test_the_biggest_change_comes_first_whichever_its_direction():
    moved = movers(
        [
            estimate(resource("a.small", "1", "2"), resource("a.same", "5", "5"), unpriced("a.unknown")),
            estimate(resource("a.gone", "900", None), REDIS),
        ]
    )
    assert [each.address for each in moved] == ["a.gone", REDIS.address, "a.small"]


def test_the_record_keeps_the_totals_and_what_the_plan_touches():
    whole = estimate(
        REDIS,
        resource("a.quiet", "5", "5", action="no-op"),
        resource("a.cheaper", "5", "4", action="no-op"),
        resource("a.touched", "5", "5"),
    )
    kept = for_the_record(whole)
    assert [each.address for each in kept.resources] == [REDIS.address, "a.cheaper", "a.touched"]
    assert (kept.past, kept.future) == (whole.past, whole.future)
