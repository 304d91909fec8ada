from datetime import UTC, datetime

import pytest

from tidegate.core.deployments.debts import owed_by
from tidegate.core.gates.decision import Answer, Decision

ANSWERS = (
    Answer(gate="enabled", verdict="pass", reason="Fine."),
    Answer(gate="window", verdict="block", reason="Closed."),
    Answer(gate="checklist", verdict="pending", reason="Two are missing.", lacks=("performance", "incident_plan")),
    Answer(gate="reviews", verdict="pending", reason="One is missing.", lacks=("review technical",)),
)


def decision(action, answers=ANSWERS):
    return Decision(
        action=action,
        actor="dave",
        environment="prod",
        at=datetime(2026, 11, 28, tzinfo=UTC),
        answers=answers,
        reported=frozenset({"window", "checklist", "reviews"}),
    )


def test_an_emergency_owes_what_it_did_not_wait_for():
    assert owed_by(decision("emergency")) == ("performance", "incident_plan", "review technical", "window")


@pytest.mark.parametrize("action", ["apply", "rollback", "plan"])
def test_nothing_else_owes_anything(action):
    assert owed_by(decision(action)) == ()


def test_an_emergency_inside_the_window_with_everything_ticked_owes_nothing():
    fine = tuple(Answer(gate=a.gate, verdict="pass", reason=a.reason) for a in ANSWERS)
    assert owed_by(decision("emergency", fine)) == ()
