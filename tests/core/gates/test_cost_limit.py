from dataclasses import replace
from decimal import Decimal

import pytest

from support.decisions import NOON, POLICY, facts, mark, plan, project, staging
from tidegate.core.costs.rules import CostRules
from tidegate.core.gates.cost_limit import check
from tidegate.core.known import Unknown

LIMITED = replace(
    staging(max_increase=Decimal(500), aliases=("stage",)),
    marks={
        "resource_limits": mark(59),
        "resource_limits.max_cost_increase_per_pr": mark(60),
        "resource_limits.max_cost_increase_per_pr.stage": mark(62),
    },
)
UNPRICED = Unknown(unknown_because="`aws_x.y` could not be priced: no price of it is known")


def answer(cost, policy=LIMITED, **changed):
    priced = project(plan=plan(cost=cost, currency=changed.pop("currency", "USD")))
    return check("apply", facts(projects=(priced,), **changed), policy, NOON)


@pytest.mark.parametrize(
    ("cost", "verdict"),
    [
        ("-600", "pass"),
        ("0", "pass"),
        ("499.99", "pass"),
        ("500.00", "pass"),
        ("500.004", "pass"),
        ("500.005", "block"),
        ("500.01", "block"),
    ],
)
def test_an_increase_blocks_above_the_limit_and_not_at_it(cost, verdict):
    assert answer(Decimal(cost)).verdict == verdict


def test_what_is_too_dear_is_told_with_its_rule_and_how_much_to_take_off():
    found = answer(Decimal("538.74"))
    assert str(found.reason) == "This change costs +$538.74 a month; staging allows $500.00 a month (tidegate.yaml:62)."
    assert str(found.remedy).startswith("take $38.74 a month off it")
    assert found.rule == mark(62)


def test_what_the_change_has_applied_there_counts_too():
    found = answer(Decimal(300), applied_cost=Decimal("200.01"))
    assert found.verdict == "block"
    assert tuple(map(str, found.details)) == (
        "`staging-environment`: +$300.00 a month",
        "already applied by this change: +$200.01 a month",
    )
    assert answer(Decimal(600), applied_cost=Decimal(-100)).verdict == "pass"


@pytest.mark.parametrize(
    ("cost", "changed", "said"),
    [
        (
            UNPRICED,
            {},
            "What this change costs is not known: `aws_x.y` could not be priced: no price of it is known; staging allows $500.00",
        ),
        (Decimal(0), {"applied_cost": UNPRICED}, "`aws_x.y` could not be priced"),
        (Decimal(1), {"currency": "EUR"}, "it is priced in EUR, and the rules are written in USD;"),
    ],
)
def test_what_is_not_known_is_never_within_a_limit(cost, changed, said):
    found = answer(cost, **changed)
    assert found.verdict == "block"
    assert said in str(found.reason)
    assert "atlantis plan" in str(found.remedy)


def test_a_limit_of_zero_lets_nothing_dearer_through():
    none = staging(max_increase=Decimal(0))
    assert answer(Decimal("0.01"), none).verdict == "block"
    assert answer(Decimal("0.00"), none).verdict == "pass"


def test_amounts_are_in_the_currency_of_the_rules():
    won = replace(LIMITED, cost=CostRules(currency="KRW"))
    assert "₩500 a month" in str(answer(Decimal(501), won, currency="KRW").reason)
    assert answer(Decimal(1), won, currency="USD").verdict == "block"


def test_without_a_limit_everything_passes_even_what_has_no_price():
    found = answer(UNPRICED, POLICY)
    assert (found.verdict, str(found.reason)) == ("pass", "No cost limit is set for staging.")
