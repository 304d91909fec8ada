"""How an emergency is announced."""

from dataclasses import replace

from support.notices import DECISION, Words
from tidegate.core.gates.decision import Answer
from tidegate.core.gates.facts import Emergency
from tidegate.core.notices.emergencies import compose

CHECKLIST = Answer(gate="checklist", verdict="block", reason="Open.", lacks=("backup_plan", "test_plan"))
URGENT = replace(DECISION, action="emergency", actor="dave", answers=(DECISION.answers[2], CHECKLIST))


def test_it_says_who_why_what_it_goes_past_and_what_is_owed():
    shown = Words(compose(URGENT, Emergency(reason="결제 장애", incident="https://status.example/7"), "production")).all
    assert "🚨 Emergency apply of production" in shown
    assert "@dave applies production as an emergency: 결제 장애" in shown
    assert "It goes past the deployment window: Staging is closed now." in shown
    assert "It leaves owed: backup_plan, test_plan and window." in shown
    assert "https://status.example/7" in shown


def test_one_inside_the_window_with_nothing_open_owes_nothing():
    shown = Words(compose(replace(URGENT, answers=()), Emergency(reason="disk full"), "staging")).all
    assert "disk full" in shown
    assert "owed" not in shown
    assert "window" not in shown
