from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.consents import CONVENTION, PROD, RANGES, WITH_RANGES, costing, prod
from support.decisions import POLICY, facts, into, mark
from tidegate.core.gates.consent.requirement import approving, range_of, requirement
from tidegate.core.gates.rules import Rules
from tidegate.core.known import Unknown

BARE = replace(PROD, apply=replace(PROD.apply, approvals=0, one_from_each=()))
RULES = Rules(policy=replace(WITH_RANGES, environments={"prod": BARE}), environment=BARE)
UNPRICED = Unknown(unknown_because="`aws_x.y` could not be priced")


def asked(action="apply", about=None, rules=RULES):
    return requirement(action, about or prod(), rules)


@pytest.mark.parametrize(
    ("monthly", "needed"),
    [
        ("-3000", 1),
        ("0", 1),
        ("99.99", 1),
        ("99.994", 1),
        ("99.995", 2),
        ("100.00", 2),
        ("499.99", 2),
        ("500.00", 3),
        ("500.01", 3),
        (UNPRICED, 3),
    ],
)
def test_the_number_follows_the_range_and_ranges_are_half_open(monthly, needed):
    found = asked(about=costing(monthly))
    assert found.count == needed
    assert (found.justification, found.besides) == ((True, ("cto",)) if needed == 3 else (False, ()))


def test_another_currency_is_not_known_and_falls_into_the_highest_range():
    found = asked(about=costing("1", currency="EUR"))
    assert found.count == 3
    assert str(found.because).startswith("what it costs is not known (it is priced in EUR")


def test_what_the_change_has_applied_already_counts_with_its_plans():
    assert asked(about=costing("60", applied_cost=Decimal(39))).count == 1
    assert asked(about=costing("60", applied_cost=Decimal(40))).count == 2


def test_a_plan_that_is_not_there_is_not_known():
    planless = prod(projects=(replace(prod().projects[0], plan=None),))
    assert asked(about=planless).count == 3


def test_the_larger_of_the_environments_number_and_the_ranges_holds_and_is_pointed_at():
    whole = Rules(policy=WITH_RANGES, environment=PROD)
    cheap, dear = asked(about=costing("5"), rules=whole), asked(about=costing("700"), rules=whole)
    assert (cheap.count, cheap.mark, str(cheap.because)) == (2, mark(44), "")
    assert (dear.count, dear.mark) == (3, mark(85))
    assert str(dear.because) == "+$700.00 a month is in `$500+/month` (tidegate.yaml:85)"


def test_a_range_that_asks_no_more_people_still_asks_for_what_comes_on_top():
    three = replace(PROD, apply=replace(PROD.apply, approvals=3))
    found = asked(about=costing("700"), rules=Rules(policy=WITH_RANGES, environment=three))
    assert (found.count, found.mark, found.justification) == (3, mark(44), True)
    assert found.because


def test_without_ranges_the_environments_number_is_all():
    found = asked(about=costing(UNPRICED), rules=Rules(policy=CONVENTION, environment=PROD))
    assert (found.count, found.because, found.besides) == (2, "", ())


def test_an_amount_below_the_first_range_is_in_the_first():
    assert range_of(Decimal(5), RANGES[1:], "USD") is RANGES[1]
    assert range_of(Decimal(5), (), "USD") is None


def test_roles_of_each_seat_count_towards_the_number_too():
    assert approving("apply", PROD) == ("senior", "devops", "devops-lead", "cto")


def test_an_emergency_needs_the_same_and_somebody_who_lets_it_happen():
    found = asked("emergency", costing("700"), Rules(policy=WITH_RANGES, environment=PROD))
    assert (found.count, found.override) == (3, ("devops-lead", "cto"))
    named = replace(WITH_RANGES, emergency_approvers=("cto",))
    assert asked("emergency", costing("1"), Rules(policy=named, environment=PROD)).override == ("cto",)


def test_a_rollback_needs_all_who_are_listed_and_nobody_where_none_is():
    listed = asked("rollback", prod(), Rules(policy=CONVENTION, environment=PROD))
    assert (listed.count, listed.each) == (2, ("devops-lead", "cto"))
    nobody = replace(PROD, rollback_approvers=())
    assert not asked("rollback", prod(), Rules(policy=CONVENTION, environment=nobody)).is_any


def test_a_merge_needs_one_by_somebody_who_may_plan_where_nothing_can_be_applied():
    dev = Rules(policy=POLICY, environment=POLICY.environments["dev"])
    found = requirement("merge", facts(change=into("develop")), dev)
    assert (found.count, found.counting) == (1, ("developer",))


@pytest.mark.parametrize("action", ["state", "auto_rollback", "plan"])
def test_no_rule_says_whose_consent_the_rest_takes(action):
    with pytest.raises(LookupError):
        asked(action)


@given(st.decimals(-2000, 2000, places=3), st.decimals(0, 2000, places=3))
def test_raising_the_cost_never_lowers_the_number(monthly, more):
    assert asked(about=costing(monthly)).count <= asked(about=costing(monthly + more)).count
