from datetime import UTC, datetime

import pytest

from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.steps import steps, waiver
from tidegate.core.words import say

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def block(gate, remedy="", **more) -> Answer:
    return Answer(gate=gate, verdict="block", reason=f"{gate} blocks.", remedy=remedy, **more)


def decided(*answers, reported=()) -> Decision:
    return Decision(
        action="apply", actor="bob", environment="staging", at=NOON, answers=answers, reported=frozenset(reported)
    )


def test_a_decision_that_passes_needs_no_step():
    answers = (Answer(gate="fresh", verdict="pass", reason=""), Answer(gate="window", verdict="warn", reason=""))
    assert steps(decided(*answers)) == ()


def test_only_what_stands_in_the_way_needs_one():
    assert [step.gates for step in steps(decided(block("checks", "fix it"), block("fresh"), reported=["checks"]))] == [
        ("fresh",)
    ]


def test_one_remedy_for_several_gates_is_one_step():
    plan = say("comment `atlantis plan`")
    (step,) = steps(decided(block("fresh", plan), block("cost_review", plan), block("checks", plan)))
    assert (str(step.does), step.gates) == ("comment `atlantis plan`", ("fresh", "cost_review", "checks"))


def test_the_author_comes_before_those_who_consent_and_time_comes_last():
    found = steps(
        decided(block("approvals", "approve"), block("window", "wait until Monday"), block("fresh", "plan again"))
    )
    assert [(step.gates[0], step.who) for step in found] == [
        ("fresh", "author"),
        ("approvals", "others"),
        ("window", "time"),
    ]


def test_a_waiver_is_told_beside_a_remedy():
    (step,) = steps(decided(block("cost_limit", "split the change", waivers=("cto", "devops-lead"))))
    assert str(step.does) == "split the change"
    assert str(step.instead) == 'somebody of `cto` or `devops-lead` comments `atlantis waive cost_limit --reason "..."`'


@pytest.mark.parametrize("more", [{"remedy": ""}, {"remedy": "tick all of them", "lacks": ("a", "b")}])
def test_a_waiver_is_the_step_where_it_is_shorter(more):
    (step,) = steps(decided(block("checklist", waivers=("cto",), **more)))
    assert step.does == waiver(block("checklist", waivers=("cto",)))
    assert (step.who, step.instead) == ("others", "")


def test_where_nothing_helps_the_reason_is_told():
    (step,) = steps(decided(block("enabled")))
    assert step.does == "enabled blocks."
