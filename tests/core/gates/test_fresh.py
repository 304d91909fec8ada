import pytest

from support.decisions import NOON, OLD, facts, plan, project
from tidegate.core.gates.fresh import check
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.known import Unknown

RUNNING = Unknown(unknown_because="it is still running")


@pytest.mark.parametrize(
    ("changed", "verdict", "reason"),
    [
        ({}, "pass", "Every plan is of the current head."),
        ({"plan": None}, "block", "There is no plan of `staging-environment`."),
        ({"plan": RUNNING}, "pending", "The newest plan of `staging-environment` cannot be used: it is still running."),
        (
            {"plan": plan(head_sha=OLD)},
            "block",
            "The plan of `staging-environment` was made at 0f0f0f0; the head is 1a2b3c4 now.",
        ),
        (
            {"plan": plan(deployable=False)},
            "block",
            "The plan of `staging-environment` was made for looking at; no plan can be applied from this pull request.",
        ),
        (
            {"deployed_since": NOON},
            "block",
            "There was a deployment to `staging-environment` at 2026-11-24 12:00 UTC, after the plan was made.",
        ),
    ],
)
def test_only_the_plan_of_the_head_is_applied(changed, verdict, reason):
    answer = check("apply", facts(projects=(project(**changed),)), NoPolicy(), NOON)
    assert (answer.verdict, str(answer.reason)) == (verdict, reason)


def test_a_merge_is_fine_with_a_speculative_plan_of_the_head():
    speculative = facts(projects=(project(plan=plan(deployable=False)),))
    assert check("merge", speculative, NoPolicy(), NOON).verdict == "pass"


def test_a_merge_that_touches_no_project_needs_no_plan():
    assert check("merge", facts(projects=()), NoPolicy(), NOON).verdict == "pass"


def test_nothing_planned_is_nothing_to_apply():
    answer = check("apply", facts(projects=()), NoPolicy(), NOON)
    assert (answer.verdict, str(answer.reason)) == ("block", "There is no plan to apply.")


def test_one_missing_plan_outweighs_a_running_one_and_both_are_named():
    answer = check("apply", facts(projects=(project(plan=RUNNING), project(plan=None))), NoPolicy(), NOON)
    assert answer.verdict == "block"
    assert tuple(map(str, answer.details)) == ("There is no plan of `staging-environment`.",)


def test_where_nothing_can_be_applied_planning_again_is_no_remedy():
    answer = check("apply", facts(projects=(project(plan=plan(deployable=False)),)), NoPolicy(), NOON)
    assert str(answer.remedy) == "see `enabled`"


def test_what_was_applied_from_this_very_change_may_be_merged_and_not_applied_again():
    done = facts(projects=(project(deployed_since=NOON),), applied=("staging-environment",))
    assert check("merge", done, NoPolicy(), NOON).verdict == "pass"
    assert check("apply", done, NoPolicy(), NOON).verdict == "block"
    elsewhere = facts(projects=(project(deployed_since=NOON),))
    assert check("merge", elsewhere, NoPolicy(), NOON).verdict == "block"
