import json

from support.decisions import NOON, facts, mark
from support.kept import decision
from tidegate.cli.decision_text import as_json, as_text
from tidegate.core.gates.decision import Answer, Decision

REFUSED = Decision(
    action="apply",
    actor="bob",
    environment="staging",
    at=NOON,
    answers=(
        Answer(gate="fresh", verdict="pass", reason="Current."),
        Answer(
            gate="approvals",
            verdict="block",
            reason="Nobody approved.",
            remedy="get a review",
            rule=mark(29),
            details=("eve's does not count: she pushed",),
        ),
        Answer(gate="cost_review", verdict="pending", reason="Unpriced."),
    ),
    reported=frozenset({"cost_review"}),
    policy_revision="f" * 64,
)


def test_the_outcome_stands_first_then_what_helps_then_every_gate():
    lines = as_text(REFUSED, ("From a file.",)).splitlines()
    assert lines[0] == "Apply for staging by bob at 2026-11-24 12:00:00 UTC: refused"
    assert lines[1:3] == ["Rules: revision ffffffffffff", "Note: From a file."]
    assert "  1. Get a review (approvals)" in lines
    assert "✗ approvals    Nobody approved. Get a review. [tidegate.yaml:29]" in lines
    assert "… cost_review  Unpriced. (for information)" in lines
    assert any(line.strip() == "eve's does not count: she pushed" for line in lines)


def test_a_decision_that_passes_needs_nothing():
    made = decision(0, facts()).decision
    assert "What would make it pass" not in as_text(made)
    assert json.loads(as_json(made))["steps"] == []


def test_programs_get_the_steps_with_who_can_take_them():
    shown = json.loads(as_json(REFUSED))
    assert shown["allowed"] is False
    assert shown["steps"] == [{"does": "get a review", "gates": ["approvals"], "who": "others", "instead": ""}]
