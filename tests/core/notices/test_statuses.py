"""The statuses branch rules wait for."""

import pytest

from support.notices import DEV, EMPTY, STAGING, applied, planned
from support.values import NOON
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.notices.statuses import apply_statuses, discarded, merge_status, plan_statuses, superseded


def combined(statuses):
    return statuses[0].state, str(statuses[0].description)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), ("success", "0/0 projects planned successfully.")),
        (("planned", "planned"), ("success", "2/2 projects planned successfully.")),
        (("planned", "running"), ("pending", "1/2 projects planned successfully.")),
        (("failed", "queued"), ("pending", "0/2 projects planned successfully.")),
        (("planned", "failed"), ("failure", "1/2 projects planned successfully.")),
        (("planned", "waiting"), ("pending", "1/2 projects planned successfully, 1 waiting.")),
    ],
)
def test_the_combined_plan_is_green_only_when_all_are_done(states, expected):
    results = [planned(project, state=state) for project, state in zip((STAGING, DEV), states, strict=False)]
    assert combined(plan_statuses("atlantis", results)) == expected


def test_a_plan_whose_own_part_is_not_known_yet_is_not_green():
    statuses = plan_statuses("atlantis", [planned(deployable=False, is_compared=False)])
    assert [status.state for status in statuses] == ["pending", "pending"]


def test_contexts_are_atlantiss():
    names = [status.context for status in plan_statuses("atlantis", [planned(), planned(DEV)])]
    assert names == [
        "atlantis/plan",
        "atlantis/plan: staging-infrastructure",
        "atlantis/plan: environments/dev/default",
    ]


def test_a_projects_status_counts_what_changes():
    assert str(plan_statuses("atlantis", [planned()])[1].description) == "Plan: 2 to add, 0 to change, 1 to destroy."
    assert str(plan_statuses("atlantis", [planned(content=EMPTY)])[1].description) == "No changes."


@pytest.mark.parametrize(
    ("plans", "applies", "expected"),
    [
        ((), (), ("success", "0/0 projects applied successfully.")),
        ((planned(),), (), ("pending", "0/1 projects applied successfully.")),
        ((planned(),), (applied(),), ("success", "1/1 projects applied successfully.")),
        ((planned(content=EMPTY),), (), ("success", "1/1 projects applied successfully.")),
        ((planned(content=EMPTY),), (applied(state="running"),), ("pending", "0/1 projects applied successfully.")),
        ((planned(), planned(DEV)), (applied(),), ("pending", "1/2 projects applied successfully.")),
        ((planned(),), (applied(state="failed"),), ("failure", "0/1 projects applied successfully.")),
        ((planned(),), (applied(state="failed"), applied()), ("success", "1/1 projects applied successfully.")),
        ((planned(deployable=False),), (), ("success", "plan only")),
        ((planned(deployable=False), planned(DEV)), (applied(DEV),), ("success", "1/1 projects applied successfully.")),
        ((planned(deployable=False, state="running"),), (), ("pending", "Waiting for the plan.")),
        ((planned(), planned(DEV, state="running")), (applied(),), ("pending", "1/2 projects applied successfully.")),
        ((planned(), planned(DEV, state="failed")), (applied(),), ("pending", "1/2 projects applied successfully.")),
    ],
)
def test_the_combined_apply_never_lets_unapplied_code_be_merged(plans, applies, expected):
    assert combined(apply_statuses("atlantis", plans, applies)) == expected


@pytest.mark.parametrize(
    ("state", "colour"),
    [
        ("running", "pending"),
        ("applied", "success"),
        ("failed", "failure"),
        ("interrupted", "error"),
        ("changed", "failure"),
    ],
)
def test_each_project_has_a_status_once_its_apply_began(state, colour):
    status = apply_statuses("atlantis", [planned()], [applied(state=state)])[1]
    assert (status.context, status.state) == ("atlantis/apply: staging-infrastructure", colour)


def test_a_plan_that_waits_only_to_be_looked_at_holds_nothing_back():
    waiting = planned(DEV, state="waiting", deployable=False)
    looked_at = planned(STAGING, deployable=False)
    assert combined(plan_statuses("atlantis", [looked_at, waiting]))[0] == "success"
    assert combined(apply_statuses("atlantis", [looked_at, waiting])) == ("success", "plan only")


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("pass", ("success", "Ready to merge into develop.")),
        ("warn", ("success", "Ready to merge into develop.")),
        ("pending", ("pending", "Missing to merge into develop: checks.")),
        ("block", ("pending", "Missing to merge into develop: checks.")),
    ],
)
def test_a_merge_has_a_status_that_names_what_is_missing(verdict, expected):
    answer = Answer(gate="checks", verdict=verdict, reason="Because.")
    decision = Decision(action="merge", actor="alice", environment="dev", at=NOON, answers=(answer,))
    status = merge_status("atlantis", decision, "develop")
    assert (status.context, status.state, str(status.description)) == ("atlantis/merge", *expected)


def test_what_does_not_wait_any_more_is_neither_pending_nor_green():
    found = {status.context: status.state for status in superseded("atlantis", "Superseded by #8.")}
    assert found == {"atlantis/plan": "failure", "atlantis/apply": "failure"}


def test_discarded_plans_leave_nothing_green():
    assert (discarded("atlantis").context, discarded("atlantis").state) == ("atlantis/plan", "pending")
