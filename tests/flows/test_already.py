"""What a change has already applied counts against its limits, whatever became of each apply."""

from dataclasses import replace

import pytest

from support.costs import TROUBLE, estimate, resource
from support.values import CONTENT, deployment, plan
from tidegate.core.known import Unknown
from tidegate.flows import already


def costing(before: str, after: str):
    return estimate(resource("aws_instance.web", before, after))


FIRST = plan(id="order-1.0", state="planned")
AGAIN = plan(id="order-2.0", state="planned")
COSTS = {FIRST.id: costing("10", "60"), AGAIN.id: costing("60", "90")}


def test_nothing_was_applied_before_the_first_apply():
    assert already.cost([FIRST], [FIRST], [], COSTS) == 0


def test_what_was_applied_counts_beside_the_plan_that_follows_it():
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert already.cost([AGAIN], [FIRST, AGAIN], done, COSTS) == 50


def test_the_plan_that_was_applied_and_is_asked_about_again_counts_once():
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert already.cost([FIRST], [FIRST], done, COSTS) == 0


def test_what_an_apply_that_failed_halfway_has_left_counts():
    half = {FIRST.id: costing("10", "60"), AGAIN.id: costing("35", "60")}
    done = [deployment(plan_id=FIRST.id, state="failed")]
    assert already.cost([AGAIN], [FIRST, AGAIN], done, half) == 25


def test_a_refused_apply_has_changed_nothing():
    done = [deployment(plan_id=FIRST.id, state="refused")]
    assert already.cost([AGAIN], [FIRST, AGAIN], done, COSTS) == 0


def test_a_project_that_is_not_asked_about_any_more_counts_with_all_it_was_applied_with():
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert already.cost([], [FIRST], done, COSTS) == 50


@pytest.mark.parametrize(
    "costs", [{AGAIN.id: COSTS[AGAIN.id]}, {**COSTS, FIRST.id: TROUBLE}, {FIRST.id: COSTS[FIRST.id]}]
)
def test_what_was_applied_without_a_price_makes_it_unknown(costs):
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert isinstance(already.cost([AGAIN], [FIRST, AGAIN], done, costs), Unknown)


def test_resources_of_applied_plans_count_and_those_asked_about_do_not():
    first, again = replace(FIRST, content=CONTENT), replace(AGAIN, content=CONTENT)
    done = [deployment(plan_id=each.id, state="applied") for each in (first, again)]
    assert already.made([], [first, again], done) == {"aws_s3_bucket": 2}
    assert already.made([again], [first, again], done) == {"aws_s3_bucket": 1}
