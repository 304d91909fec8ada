"""How gates' answers are laid out."""

from dataclasses import replace

from support.notices import DECISION, words_of
from tidegate.core.notices.gates import action_words, gate_blocks, others
from tidegate.core.notices.model import Table


def test_details_stand_below_the_table():
    table, details = gate_blocks(DECISION.answers)
    assert isinstance(table, Table)
    assert words_of((details,)) == "approvals: bob's approval does not count: bob pushed to the head."


def test_no_answers_no_table():
    assert gate_blocks(()) == ()


def test_a_gate_asked_for_information_does_not_stand_in_the_way():
    reported = replace(DECISION, reported=frozenset({"window"}))
    assert [answer.gate for answer in others(reported)] == ["permission", "window"]


def test_the_action_is_named_with_its_environment():
    assert action_words(DECISION) == "Apply for staging"
    assert action_words(replace(DECISION, environment=None)) == "Apply"
