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
