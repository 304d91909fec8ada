from dataclasses import replace

from support.web import blocked
from tidegate.web.views.gates import decision_view


def test_what_stands_in_the_way_comes_first_and_no_answer_is_lost():
    decision = blocked().decision
    shown = decision_view(decision)
    assert [gate.gate for gate in shown.missing] == ["approvals"]
    assert len(shown.missing) + len(shown.others) == len(decision.answers)
    assert shown.headline == "1 of 11 gates stands in the way"
    assert not shown.allowed


def test_an_answer_keeps_its_rule_and_its_details():
    (gate,) = decision_view(blocked().decision).missing
    assert gate.rule == "tidegate.yaml:29"
    assert gate.badge.text == "Blocks"
    assert gate.details == ("@alice approved, not counted: pushed aaaaaaa to `develop`",)


def test_what_is_only_reported_does_not_stand_in_the_way():
    asked = blocked().decision
    decision = replace(asked, reported=asked.reported | {"approvals"})
    shown = decision_view(decision)
    assert shown.headline == "All 10 gates pass"
    assert [gate.gate for gate in shown.others if gate.reported] == ["approvals", "cost_review"]
