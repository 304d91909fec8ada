from typing import get_args

from tidegate.core.gates.decision import Action
from tidegate.core.gates.table import ASKED, DEMANDED, GATES, GOVERNED, REQUIRED


def test_every_gate_has_a_cell_for_every_action():
    assert list(ASKED) == list(GATES)
    assert all(set(row) == set(get_args(Action)) for row in ASKED.values())


def test_conditions_name_gates_there_are():
    assert set(GATES) >= GOVERNED | REQUIRED | set(DEMANDED)


def test_an_apply_asks_everything():
    assert all(row["apply"] == "x" for row in ASKED.values())


def test_a_change_of_the_rules_asks_whoever_answers_for_them_and_nothing_else():
    assert {name for name, row in ASKED.items() if row["rules"] != "-"} == {"governance"}
