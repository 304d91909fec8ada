from support.values import NOON
from tidegate.core.gates.decision import Answer, Decision


def decision(*answers, reported=frozenset()):
    return Decision(action="apply", actor="bob", environment="staging", at=NOON, answers=answers, reported=reported)


def answer(gate, verdict):
    return Answer(gate=gate, verdict=verdict, reason="because")


def test_a_decision_is_allowed_when_every_gate_passes_or_warns():
    assert decision(answer("enabled", "pass"), answer("window", "warn")).allowed


def test_what_is_pending_or_blocked_stands_in_the_way():
    made = decision(answer("enabled", "pass"), answer("fresh", "pending"), answer("locked", "block"))
    assert [missing.gate for missing in made.missing] == ["fresh", "locked"]
    assert not made.allowed


def test_a_gate_that_is_only_reported_stands_in_nobodys_way():
    assert decision(answer("window", "block"), reported=frozenset({"window"})).allowed
