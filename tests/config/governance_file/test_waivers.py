import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.gates.said.waive import NEVER
from tidegate.core.gates.table import GATES

PEOPLE = 'people: {senior: {}, devops-lead: {slack: "@lead"}}\nenvironments: {}\n'


def read(text):
    return read_governance(PEOPLE + text, "here").waivers


def test_every_gate_may_be_waived_or_never():
    assert set(GATES) > NEVER
    for gate in GATES:
        text = f"waivers: {{{gate}: [senior]}}"
        if gate in NEVER:
            assert f"Nobody may waive the gate `{gate}`." in fault(read, text)
        else:
            assert read(text) == {gate: ("senior",)}


def test_without_the_key_the_conventions_waivers_hold_as_far_as_there_are_roles():
    assert read("") == {"promotion": ("devops-lead",)}
    assert read("waivers: {}") == {}


def test_roles_may_be_named_as_chat_names_them():
    assert read('waivers: {cost_limit: "@lead", window: [senior]}') == {
        "cost_limit": ("devops-lead",), "window": ("senior",),
    }  # fmt: skip


@pytest.mark.parametrize("gate", sorted(NEVER))
def test_nobody_may_waive_who_somebody_is_or_what_they_agreed_to(gate):
    assert f"waivers.{gate}: Nobody may waive the gate `{gate}`." in fault(read, f"waivers: {{{gate}: [senior]}}")
