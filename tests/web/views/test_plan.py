from dataclasses import replace
from decimal import Decimal

from support.costs import REDIS, estimate
from support.values import CHANGE, CONTENT, plan
from support.web import RICH
from tidegate.core.costs.own import Own
from tidegate.core.known import Unknown
from tidegate.core.plans.model import ResourceChange
from tidegate.web.views.plan import plan_view

PLANNED = plan(state="planned", content=RICH, digest="0123456789abcdef")


def test_a_replacement_is_said_in_words_with_what_forces_it_first():
    first, *_ = plan_view(PLANNED, CHANGE).resources
    assert first.word == "destroyed and created again"
    assert [attribute.path for attribute in first.attributes] == ["engine_version", "description", "auth_token"]
    assert first.attributes[0].forces_replacement
    assert first.is_open


def test_words_in_the_place_of_a_value_are_told_apart_from_values():
    replaced, created, _ = plan_view(PLANNED, CHANGE).resources
    assert replaced.attributes[2].after.kind == "placeholder"
    assert created.attributes[1].after.kind == "value"
    assert created.attributes[0].before is None


def test_an_empty_text_is_shown_as_one():
    emptied = replace(RICH.resources[0].attributes[0], after="")
    content = replace(RICH, resources=(replace(RICH.resources[0], attributes=(emptied,)),))
    (resource,) = plan_view(replace(PLANNED, content=content), CHANGE).resources
    assert resource.attributes[0].after.text == '""'


def test_counts_are_terraforms():
    shown = plan_view(PLANNED, CHANGE)
    assert (shown.adds, shown.changes, shown.destroys, shown.is_empty) == (2, 0, 2, False)


def test_what_only_is_read_is_left_out():
    read = ResourceChange(address="data.aws_vpc.main", type="aws_vpc", action="read")
    shown = plan_view(replace(PLANNED, content=replace(CONTENT, resources=(read,))), CHANGE)
    assert (shown.resources, shown.is_empty) == ((), True)


def test_many_resources_begin_closed():
    many = tuple(replace(RICH.resources[0], address=f"a.b[{n}]") for n in range(13))
    shown = plan_view(replace(PLANNED, content=replace(RICH, resources=many)), CHANGE)
    assert not any(resource.is_open for resource in shown.resources)


def test_a_plan_of_an_older_head_says_so():
    assert plan_view(PLANNED, CHANGE).made_for == ""
    assert plan_view(PLANNED, replace(CHANGE, head_sha="f" * 40)).made_for == "aaaaaaa"


def test_a_plan_that_runs_is_live_and_has_no_counts():
    shown = plan_view(plan(state="running"), CHANGE)
    assert (shown.live, shown.resources, shown.is_empty, shown.footnote) == (True, (), False, "")


def test_a_plan_that_still_waits_for_its_turn_has_no_log_to_follow():
    assert not plan_view(plan(state="queued"), CHANGE).live


def test_a_plan_that_cannot_be_applied_is_marked():
    marks = [
        [badge.text for badge in plan_view(plan(state=state, deployable=deployable), CHANGE).badges]
        for state, deployable in (("planned", True), ("planned", False), ("waiting", False))
    ]
    assert marks == [["Planned"], ["Planned", "Plan only"], ["Not planned"]]


def test_with_an_ended_change_a_plan_is_what_it_was_and_asks_for_nothing():
    merged = replace(CHANGE, state="merged")
    made, looked, never = (
        plan_view(replace(PLANNED, state="discarded"), merged),
        plan_view(replace(PLANNED, state="discarded", deployable=False, because="Only looked at."), merged),
        plan_view(plan(state="discarded", deployable=False, because="Ask bob."), merged),
    )
    assert [[badge.text for badge in one.badges] for one in (made, looked, never)] == [
        ["Planned"],
        ["Planned", "Plan only"],
        ["Not planned"],
    ]
    assert (looked.because, never.because) == ("Only looked at.", "")


def owned(**more):
    return Own(content=replace(RICH, resources=()), cost=estimate(REDIS), made={}, **more)


def test_of_a_plan_nobody_applies_the_change_s_own_part_is_shown_and_the_rest_told():
    shown = plan_view(PLANNED, CHANGE, own=owned(rest=2, rest_cost=Decimal(30)))
    assert (shown.resources, shown.is_empty) == ((), False)
    assert shown.rest == "Merged, not yet deployed: 2 resources, +$30.00 a month; not shown here."


def test_a_rest_without_a_price_says_so():
    nobody = Unknown(unknown_because="it has no price")
    assert "1 resource, cost unknown" in plan_view(PLANNED, CHANGE, own=owned(rest=1, rest_cost=nobody)).rest


def test_while_nobody_knows_all_of_it_is_shown():
    shown = plan_view(PLANNED, CHANGE, own=Unknown(unknown_because="git cannot say"))
    assert (len(shown.resources), shown.rest) == (len(plan_view(PLANNED, CHANGE).resources), "")
