from decimal import Decimal

from support.decisions import facts, plan, project
from tidegate.core.gates.increase import increase, increase_lines
from tidegate.core.known import Unknown

RUNNING = Unknown(unknown_because="the plan is still running")


def priced(cost, currency="USD", **changed):
    return project(plan=plan(cost=Decimal(cost) if isinstance(cost, str) else cost, currency=currency, **changed))


def test_what_was_applied_and_every_plan_are_added_up():
    both = facts(projects=(priced("100.10"), priced("-20.00")), applied_cost=Decimal("5.05"))
    assert increase(both, "USD") == Decimal("85.15")


def test_the_plans_nobody_asks_to_apply_now_are_part_of_the_change():
    given = facts(projects=(priced("60"),), pending_cost=Decimal(45))
    assert increase(given, "USD") == Decimal(105)
    assert str(increase_lines(given, "USD")[1]) == "other plans of this change: +$45.00 a month"


def test_a_part_nobody_knows_makes_the_whole_unknown():
    for parts in (
        {"projects": (priced("1"), project(plan=None))},
        {"projects": (priced("1"), project(plan=RUNNING))},
        {"projects": (priced("1"), priced(Unknown(unknown_because="`a.b` could not be priced: no price")))},
        {"projects": (priced("1"),), "applied_cost": Unknown(unknown_because="it was planned long ago")},
        {"projects": (priced("1", currency="EUR"),)},
    ):
        assert isinstance(increase(facts(**parts), "USD"), Unknown)


def test_a_plan_that_changes_nothing_costs_nothing_more_whatever_could_be_priced():
    assert increase(facts(projects=(priced(RUNNING, has_changes=False),)), "USD") == 0


def test_the_parts_are_named_where_there_are_several():
    assert increase_lines(facts(projects=(priced("1"),)), "USD") == ()
    assert tuple(map(str, increase_lines(facts(projects=(priced("1"),), applied_cost=Decimal(-3)), "USD"))) == (
        "`staging-environment`: +$1.00 a month",
        "already applied by this change: -$3.00 a month",
    )
    lines = increase_lines(facts(projects=(priced("1"), project(plan=None))), "USD")
    assert "not known, there is no plan" in str(lines[1])
