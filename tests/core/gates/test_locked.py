import pytest

from support.decisions import NOON, POLICY, facts, into, project
from tidegate.core.gates.locked import check
from tidegate.core.gates.policy import NoPolicy


@pytest.mark.parametrize(
    ("changed", "verdict", "reason"),
    [
        ({}, "pass", "Nothing else holds these projects."),
        ({"lock_holder": None}, "pass", "Nothing else holds these projects."),
        ({"lock_holder": 7}, "block", "`staging-environment` is locked by pull request #7."),
        (
            {"lock_holder": -1, "lock_holder_called": "staging@a1b2c3d"},
            "block",
            "`staging-environment` is locked by the push that waits at `staging@a1b2c3d`.",
        ),
        ({"slot": "held"}, "pending", "An apply of `staging-environment` is running."),
        (
            {"slot": "suspect"},
            "block",
            "An apply of `staging-environment` was interrupted and nobody knows how it ended.",
        ),
        ({"depends_on": ("network",)}, "block", "`staging-environment` depends on `network`, not applied yet."),
    ],
)
def test_an_apply_needs_the_project_for_itself(changed, verdict, reason):
    answer = check("apply", facts(projects=(project(**changed),)), POLICY, NOON)
    assert (answer.verdict, str(answer.reason)) == (verdict, reason)


def test_a_dependency_that_was_applied_is_met():
    dependent = facts(projects=(project(depends_on=("network",)),), applied=("network",))
    assert check("apply", dependent, POLICY, NOON).verdict == "pass"


def test_a_dependency_in_the_same_apply_goes_first():
    both = (project(depends_on=("network",)), project(label="network"))
    assert check("apply", facts(projects=both), POLICY, NOON).verdict == "pass"


def test_the_worst_leads_and_the_rest_is_told():
    answer = check("apply", facts(projects=(project(slot="held"), project(lock_holder=7))), POLICY, NOON)
    assert answer.verdict == "block"
    assert tuple(map(str, answer.details)) == ("An apply of `staging-environment` is running.",)


def test_a_plan_waits_for_the_lock_another_change_holds():
    locked = facts(projects=(project(lock_holder=7),))
    answer = check("plan", locked, POLICY, NOON)
    assert answer.verdict == "block"
    assert "#7" in str(answer.remedy)
    assert check("plan", locked, NoPolicy(), NOON).verdict == "block"


def test_a_speculative_plan_takes_no_lock():
    locked = facts(projects=(project(lock_holder=7),), change=into("develop"))
    assert check("plan", locked, POLICY, NOON).verdict == "pass"


@pytest.mark.parametrize("changed", [{"slot": "suspect"}, {"depends_on": ("network",)}])
def test_a_plan_may_be_made_before_dependencies_and_after_an_interruption(changed):
    assert check("plan", facts(projects=(project(**changed),)), POLICY, NOON).verdict == "pass"


def test_an_earlier_execution_order_group_goes_first_in_a_targeted_apply_too():
    second = project(comes_after=("network",))
    answer = check("apply", facts(projects=(second,)), POLICY, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason) == "`staging-environment` comes after `network` (execution_order_group), not applied yet."
    assert check("apply", facts(projects=(second,), applied=("network",)), POLICY, NOON).verdict == "pass"
    together = (project(label="network"), second)
    assert check("apply", facts(projects=together), POLICY, NOON).verdict == "pass"


@pytest.mark.parametrize("action", ["apply", "emergency", "state"])
def test_a_held_environment_takes_nothing_until_it_is_released(action):
    answer = check(action, facts(held="deployment 41 was rolled back on 2026-11-27"), POLICY, NOON)
    assert (answer.verdict, str(answer.reason)) == (
        "block",
        "staging is held: deployment 41 was rolled back on 2026-11-27.",
    )
    assert 'atlantis release staging --reason "..."' in str(answer.remedy)


@pytest.mark.parametrize("action", ["plan", "rollback", "auto_rollback"])
def test_a_held_environment_is_planned_and_rolled_back(action):
    assert check(action, facts(held="deployment 41 was rolled back"), POLICY, NOON).verdict == "pass"
