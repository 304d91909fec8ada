"""What a change has already applied counts against its limits, whatever became of each apply."""

from dataclasses import replace

import pytest

from support.costs import TROUBLE, estimate, resource
from support.values import CONTENT, NOON, deployment, later, plan
from tidegate.core.known import Unknown
from tidegate.core.plans.model import ResourceChange
from tidegate.flows.facts import already


def costing(before: str, after: str):
    return estimate(resource("aws_instance.web", before, after))


FIRST = plan(id="order-1.0", state="planned", content=CONTENT)
AGAIN = plan(id="order-2.0", state="planned", content=CONTENT)
COSTS = {FIRST.id: costing("10", "60"), AGAIN.id: costing("60", "90")}


def test_nothing_was_applied_before_the_first_apply():
    assert already.cost([FIRST], [FIRST], [], COSTS) == 0


def test_what_was_applied_counts_beside_the_plan_that_follows_it():
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert already.cost([AGAIN], [FIRST, AGAIN], done, COSTS) == 50


def test_the_plan_that_was_applied_and_is_asked_about_again_counts_once():
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert already.cost([FIRST], [FIRST], done, COSTS) == 0


HALF = {FIRST.id: costing("10", "60"), AGAIN.id: costing("35", "60")}
FAILED = deployment(plan_id=FIRST.id, state="failed", finished_at=NOON)


def test_what_an_apply_that_failed_halfway_has_left_counts():
    assert already.cost([AGAIN], [FIRST, AGAIN], [FAILED], HALF) == 25


def test_an_apply_that_failed_counts_whole_until_a_plan_shows_what_is_left():
    assert already.cost([], [FIRST], [FAILED], HALF) == 50


@pytest.mark.parametrize("unfit", [{"deployable": False}, {"content": None}, {"created_at": later(-1)}])
def test_a_plan_that_does_not_show_it_leaves_a_failed_apply_whole(unfit):
    again = replace(AGAIN, **unfit)
    assert already.cost([again], [FIRST, again], [FAILED], HALF) == 50


def test_what_a_failed_apply_was_to_save_does_not_pay_for_anything():
    cheaper = {FIRST.id: costing("60", "10")}
    assert already.cost([], [FIRST], [FAILED], cheaper) == 0
    assert already.cost([], [FIRST], [deployment(plan_id=FIRST.id, state="applied")], cheaper) == -50


def test_a_later_plan_that_is_silent_about_the_rest_takes_nothing_off_what_was_applied():
    targeted = {FIRST.id: costing("1000", "1400"), AGAIN.id: costing("0", "450")}
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert already.cost([AGAIN], [FIRST, AGAIN], done, targeted) == 400


@pytest.mark.parametrize("state", ["queued", "running", "interrupted"])
def test_an_apply_whose_end_is_open_counts_whole(state):
    other = deployment(plan_id=FIRST.id, state=state)
    assert already.cost([], [FIRST], [other], COSTS) == 50
    assert already.made([], [FIRST], [other]) == {"aws_s3_bucket": 1}


@pytest.mark.parametrize("state", ["refused", "changed"])
def test_an_apply_that_did_not_begin_has_changed_nothing(state):
    done = [deployment(plan_id=FIRST.id, state=state)]
    assert already.cost([AGAIN], [FIRST, AGAIN], done, COSTS) == 0
    assert already.made([AGAIN], [FIRST, AGAIN], done) == {}


def test_a_project_that_is_not_asked_about_any_more_counts_with_all_it_was_applied_with():
    done = [deployment(plan_id=FIRST.id, state="applied")]
    assert already.cost([], [FIRST], done, COSTS) == 50


@pytest.mark.parametrize(
    "costs", [{AGAIN.id: COSTS[AGAIN.id]}, {**COSTS, FIRST.id: TROUBLE}, {FIRST.id: COSTS[FIRST.id]}]
)
def test_what_was_applied_without_a_price_makes_it_unknown(costs):
    assert isinstance(already.cost([AGAIN], [FIRST, AGAIN], [FAILED], costs), Unknown)


def test_resources_of_applied_plans_count_and_those_asked_about_do_not():
    done = [deployment(plan_id=each.id, state="applied") for each in (FIRST, AGAIN)]
    assert already.made([], [FIRST, AGAIN], done) == {"aws_s3_bucket": 2}
    assert already.made([AGAIN], [FIRST, AGAIN], done) == {"aws_s3_bucket": 1}


def buckets(*names):
    made = tuple(
        ResourceChange(address=f"aws_s3_bucket.{name}", type="aws_s3_bucket", action="create") for name in names
    )
    return replace(CONTENT, resources=made)


def test_of_a_failed_apply_counts_what_the_next_plan_has_not_still_to_make():
    first, again = replace(FIRST, content=buckets("a", "b", "c")), replace(AGAIN, content=buckets("c", "d"))
    assert already.made([again], [first, again], [FAILED]) == {"aws_s3_bucket": 2}
    assert already.made([], [first], [FAILED]) == {"aws_s3_bucket": 3}


OTHER = replace(FIRST, id="order-1.1")


@pytest.mark.parametrize(
    "other", [OTHER, replace(OTHER, content=None)], ids=["another project's", "one whose content nobody knows"]
)
def test_plans_nobody_asks_to_apply_now_count_for_what_they_would_cost(other):
    waiting = already.pending([FIRST], [FIRST, other], [])
    assert waiting == (other,)
    assert already.pending_cost(waiting, {other.id: costing("0", "45")}) == 45
    assert isinstance(already.pending_cost(waiting, {}), Unknown)


def test_one_that_saves_pays_for_nothing_while_nobody_asks_for_it():
    assert already.pending_cost([OTHER], {OTHER.id: costing("45", "0")}) == 0


@pytest.mark.parametrize("state", ["queued", "running", "applied", "failed"])
def test_what_was_begun_is_no_longer_pending(state):
    assert already.pending([], [OTHER], [deployment(plan_id=OTHER.id, state=state)]) == ()


@pytest.mark.parametrize("changed", [{"state": "running"}, {"state": "failed"}, {"deployable": False}])
def test_what_cannot_be_applied_is_not_pending(changed):
    assert already.pending([], [replace(OTHER, **changed)], []) == ()


def test_what_pending_plans_would_make_is_counted():
    creates = ResourceChange(address="aws_instance.web", type="aws_instance", action="create")
    made = replace(OTHER, content=replace(CONTENT, resources=(creates,)))
    assert already.pending_made([made]) == {"aws_instance": 1}
