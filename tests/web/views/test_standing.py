from dataclasses import replace

import pytest

from support import decisions as rules
from support.values import CHANGE, CONTENT, deployment, later, plan
from support.web import POLICY, blocked
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import Answer
from tidegate.core.plans.model import PlanContent
from tidegate.store.decisions import StoredDecision
from tidegate.web.views.standing import known, name_of, standing

PLANNED = plan(state="planned", content=CONTENT)
MERGED = replace(CHANGE, state="merged")
EMPTY = PlanContent(terraform_version="1.11.4", resources=(), outputs={})


def allowed() -> StoredDecision:
    facts = rules.facts()
    decision = decide("apply", facts, POLICY, rules.NOON)
    assert decision.allowed
    return StoredDecision(id="d", decision=decision, facts=replace(facts, change=CHANGE), policy=POLICY)


def stands(*plans, change=CHANGE, decisions=(), deployments=()):
    found = standing(change, "staging", known(plans=plans, decisions=decisions, deployments=deployments))
    return found.badge.text, found.says


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        ({"state": "queued"}, ("Planning", "")),
        ({"state": "running"}, ("Planning", "")),
        ({"state": "failed", "error": "exit code 1\nmore"}, ("Plan failed", "exit code 1")),
        ({"state": "waiting", "because": "Ask bob."}, ("Not planned", "Ask bob.")),
        ({"state": "planned", "deployable": False, "because": "Only looked at."}, ("Plan only", "Only looked at.")),
        ({"state": "planned", "content": EMPTY}, ("No changes", "")),
        ({"state": "discarded"}, ("Not applied", "Its plan was given up.")),
        ({"state": "discarded", "deployable": False, "because": "Only looked at."}, ("Plan only", "Only looked at.")),
        ({"state": "planned", "content": CONTENT}, ("Planned", "The gates have not been asked yet.")),
    ],
)
def test_plans_say_where_an_environment_stands(made, shown):
    assert stands(plan(**made)) == shown


def test_what_blocks_is_said_with_what_helps():
    found = standing(CHANGE, "staging", known(plans=(PLANNED,), decisions=(blocked(),), deployments=()))
    assert (found.badge.text, found.says) == ("Blocked", "0 of 1 approval (tidegate.yaml:29).")
    assert found.remedy.startswith("ask somebody in senior or devops")


def test_several_reasons_are_counted_and_only_waiting_is_no_refusal():
    waits = Answer(gate="window", verdict="pending", reason="It opens at 9.", remedy="wait")
    stored = allowed()
    two = replace(stored, decision=replace(stored.decision, answers=(waits, replace(waits, gate="fresh"))))
    assert stands(PLANNED, decisions=(two,)) == ("Waiting", "It opens at 9. And 1 more.")


def test_an_allowed_apply_is_ready_and_says_how():
    assert stands(PLANNED, decisions=(allowed(),)) == (
        "Ready to apply",
        "Every gate passes. Comment `atlantis apply staging` on the pull request to apply it.",
    )


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("running", "Applying"),
        ("queued", "Applying"),
        ("applied", "Applied"),
        ("failed", "Apply failed"),
        ("interrupted", "Interrupted"),
    ],
)
def test_the_apply_of_the_current_plan_tells_more_than_a_decision(state, shown):
    assert stands(PLANNED, decisions=(blocked(),), deployments=(deployment(state=state),))[0] == shown


def test_a_refused_apply_leaves_what_stands_in_the_way():
    assert stands(PLANNED, decisions=(blocked(),), deployments=(deployment(state="refused"),))[0] == "Blocked"


def test_the_apply_of_an_older_plan_tells_nothing_about_the_current_one():
    newer = replace(PLANNED, id="order-3.0", created_at=later(60))
    assert (
        stands(PLANNED, newer, decisions=(allowed(),), deployments=(deployment(state="applied"),))[0]
        == "Ready to apply"
    )


def test_one_of_two_projects_applied_is_not_all_applied():
    other = replace(PLANNED, id="order-1.1", position=1, project=replace(PLANNED.project, name="other"))
    assert (
        stands(PLANNED, other, decisions=(allowed(),), deployments=(deployment(state="applied"),))[0]
        == "Ready to apply"
    )


def test_a_merged_change_still_tells_what_was_applied():
    gone = replace(PLANNED, state="discarded")
    assert stands(gone, change=MERGED, deployments=(deployment(state="applied"),))[0] == "Applied"


@pytest.mark.parametrize(
    ("change", "made", "shown"),
    [
        ("merged", {"content": CONTENT}, ("Merged", "It was merged before all of this was applied.")),
        ("closed", {"content": CONTENT}, ("Closed", "It was closed before all of this was applied.")),
        ("merged", {"content": CONTENT, "deployable": False, "because": "Looked at."}, ("Plan only", "Looked at.")),
        ("merged", {"content": EMPTY}, ("No changes", "")),
        ("merged", {"deployable": False, "because": "Ask bob."}, ("Not planned", "")),
    ],
)
def test_nothing_stands_in_the_way_of_a_change_that_has_ended(change, made, shown):
    gone = plan(state="discarded", **made)
    assert stands(gone, change=replace(CHANGE, state=change), decisions=(blocked(),)) == shown


def test_a_decision_about_an_older_head_is_not_told_as_what_holds_now():
    pushed = replace(CHANGE, head_sha="f" * 40)
    old = ("Outdated", "Its plan was made for `aaaaaaa`, before the last push.")
    assert stands(PLANNED, change=pushed, decisions=(allowed(),)) == old
    again = replace(PLANNED, head_sha=pushed.head_sha)
    assert stands(again, change=pushed, decisions=(allowed(),)) == ("Planned", "The gates have not been asked yet.")


def test_the_newest_plan_of_a_project_counts():
    older, newer = plan(state="failed"), plan(id="order-2.0", state="running")
    assert known(plans=(older, newer), decisions=(), deployments=()).plans == (newer,)


def test_an_environment_is_called_what_the_rules_call_it():
    found = known(plans=(), decisions=(allowed(),), deployments=())
    assert [name_of(name, found) for name in ("prod", "elsewhere", None)] == [
        "production",
        "elsewhere",
        "Without an environment",
    ]


def test_a_push_that_waits_is_commanded_on_its_commit_and_ends_superseded():
    push = replace(CHANGE, number=-1, state="merged", landed=CHANGE.head_sha)
    badge, says = stands(PLANNED, change=push, decisions=(allowed(),))
    assert (badge, "on the commit" in says) == ("Ready to apply", True)
    gone = replace(PLANNED, state="discarded")
    assert stands(gone, change=replace(push, landed="")) == (
        "Pushed",
        "It was superseded before all of this was applied.",
    )
