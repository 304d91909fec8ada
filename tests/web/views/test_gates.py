from dataclasses import replace

from support.web import blocked
from tidegate.core.gates.decision import Answer
from tidegate.core.words import say
from tidegate.web.views.gates import decision_view


def test_what_stands_in_the_way_comes_first_and_no_answer_is_lost():
    decision = blocked().decision
    shown = decision_view(blocked())
    assert [gate.gate for gate in shown.missing] == ["approvals"]
    assert len(shown.missing) + len(shown.others) == len(decision.answers)
    assert shown.headline == "1 of 16 gates stands in the way"
    assert not shown.allowed


def test_what_would_make_it_pass_is_said_with_the_gates_it_helps():
    (step,) = decision_view(blocked()).steps
    assert step.gates == ("approvals",)
    assert step.does.startswith("Ask somebody in senior or devops")


def test_an_answer_keeps_its_rule_and_its_details():
    (gate,) = decision_view(blocked()).missing
    assert gate.rule == "tidegate.yaml:29"
    assert gate.badge.text == "Blocks"
    assert gate.details == ("@alice approved, not counted: pushed aaaaaaa to `develop`",)


def test_what_is_only_reported_does_not_stand_in_the_way():
    asked = blocked().decision
    shown = decision_view(replace(blocked(), decision=replace(asked, reported=asked.reported | {"approvals"})))
    assert shown.headline == "All 15 gates pass"
    assert [gate.gate for gate in shown.others if gate.reported] == ["approvals", "cost_review", "reviews"]
    assert [gate.badge.text for gate in shown.others if gate.gate == "approvals"] == ["Not demanded"]


def test_answers_come_in_the_language_of_the_rules_with_who_may_waive_them():
    asked = blocked().decision
    limit = Answer(
        gate="cost_limit",
        verdict="block",
        reason=say("Every check passed."),
        remedy=say("try again in a moment"),
        waivers=("cto",),
    )
    shown = decision_view(replace(blocked(), decision=replace(asked, answers=(limit,), locale="ko")))
    (gate,), (step,) = shown.missing, shown.steps
    assert "`atlantis waive cost_limit" in step.instead
    assert gate.reason == "모든 검사를 통과했습니다."
    assert gate.remedy.startswith("잠시 후 다시 시도하십시오. 또는")
    assert "`atlantis waive cost_limit" in gate.remedy
