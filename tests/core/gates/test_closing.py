from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from support.decisions import statement
from support.values import NOON
from tidegate.core.gates.closing import AFTER, BEFORE, after, before
from tidegate.core.gates.decision import Answer, Decision


def decided(*answers: Answer, action="apply", environment="staging") -> Decision:
    return Decision(action=action, actor="bob", environment=environment, at=NOON, answers=answers)


def answer(gate: str, verdict="pass", lacks: tuple[str, ...] = ()) -> Answer:
    return Answer(gate=gate, verdict=verdict, reason="so", lacks=lacks)


def marks(decision: Decision) -> dict[str, bool | None]:
    return {each.item.id: each.is_done for each in before(decision)}


@pytest.mark.parametrize(
    ("answers", "item", "is_done"),
    [
        ((answer("approvals"),), "required_approvals", True),
        ((answer("approvals"), answer("approved", "block")), "required_approvals", False),
        ((answer("approvals", "pending"),), "required_approvals", False),
        ((answer("window", "warn"),), "deployment_window", True),
        ((answer("window", "block"),), "deployment_window", False),
        ((), "deployment_window", None),
        ((answer("rollback_ready"),), "rollback", True),
        ((answer("rollback_ready"), answer("checklist", "block", ("rollback",))), "rollback", False),
        ((answer("checklist", "block", ("monitoring",)),), "monitoring", False),
        ((answer("checklist"),), "monitoring", None),
        ((answer("approvals"),), "communication", None),
    ],
)
def test_what_gates_know_marks_an_item_and_nothing_else_does(answers, item, is_done):
    assert marks(decided(*answers))[item] is is_done


@pytest.mark.parametrize("decision", [decided(action="merge"), decided(action="plan"), decided(environment=None)])
def test_where_nothing_is_deployed_by_rules_there_is_no_list(decision):
    assert before(decision) == ()


def test_the_lists_are_the_conventions():
    assert [len(BEFORE), len(AFTER)] == [5, 5]
    ids = [item.id for item in (*BEFORE, *AFTER)]
    assert len(set(ids)) == len(ids)


def done(*said) -> list[str]:
    since = NOON + timedelta(seconds=30, milliseconds=400)
    return [f"{each.item.id} {each.by}" for each in after("staging", since, said) if each.is_done]


@pytest.mark.parametrize(
    ("given", "ticked"),
    [
        ({}, ["documentation dana"]),
        ({"environment": "staging"}, ["documentation dana"]),
        ({"environment": "prod"}, []),
    ],
)
def test_after_a_deployment_a_check_said_since_then_ticks_its_item(given, ticked):
    made = statement("dana", "check", "documentation", at=0, **given)
    assert done(_at(made, 30)) == ticked  # The forge's clock counts whole seconds.
    assert done(_at(made, 29)) == []


def test_only_a_check_ticks():
    assert done(_at(statement("dana", "review", "documentation"), 60)) == []


def _at(made, seconds: int):
    return replace(made, at=NOON + timedelta(seconds=seconds))


def test_a_line_says_how_the_item_stands_and_who_said_so():
    lines = [str(each.line) for each in before(decided(answer("window"), answer("approvals", "block")))]
    assert lines[:3] == ["☐ Every approval given", "☑ Deployment time checked", "▫ Monitoring set up"]
    ticked = after("staging", NOON, (_at(statement("dana", "check", "service_works"), 5),))
    assert str(ticked[0].line) == "☑ The service works as it should: @dana"
