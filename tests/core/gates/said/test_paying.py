from __future__ import annotations

from dataclasses import replace

import pytest

from support.decisions import CHANGE, NOON, POLICY, STAGING, facts, push
from tidegate.core.deployments.debts import Debt
from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.gates.rules import Rules
from tidegate.core.gates.said.paying import concerns, unpaid
from tidegate.core.statements import Statement

RULES = Rules(
    policy=POLICY,
    environment=replace(
        STAGING,
        checklist=(
            ChecklistItem(id="backup_plan", text="Backup", evidence=True),
            ChecklistItem(id="test_plan", text="Tests", by=("devops",)),
        ),
    ),
)


def debt(item: str = "backup_plan", by: str = "dave") -> Debt:
    return Debt(id="1", environment="staging", item=item, deployment="batch", by=by, opened_at=NOON)


def statement(person: str = "bob", said: str = "check", subject: str = "backup_plan", **more) -> Statement:
    return Statement(id="s", person=person, surface="comment", at=NOON, said=said, subject=subject, **more)


@pytest.mark.parametrize(
    ("made", "owed", "about"),
    [
        (statement(), debt(), True),
        (statement(environment="staging"), debt(), True),
        (statement(environment="prod"), debt(), False),
        (statement(subject="test_plan"), debt(), False),
        (statement(said="review", subject="technical"), debt("review technical"), True),
        (statement(said="check", subject="technical"), debt("review technical"), False),
        (statement(said="waive"), debt(), False),
    ],
)
def test_a_debt_is_about_one_item_of_one_environment(made, owed, about) -> None:
    assert concerns(made, owed) is about


LINK = "https://wiki.example/backup"


@pytest.mark.parametrize(
    ("made", "owed", "why"),
    [
        (statement(evidence=LINK), debt(), ""),
        (statement(), debt(), "it has no link as evidence"),
        (statement("Dave", evidence=LINK), debt(), "asked for the emergency"),
        (statement("alice", evidence=LINK), debt(), "opened this pull request"),
        (statement("mallory", evidence=LINK), debt(), "could not look up their roles: their teams were not looked up"),
        (statement("bob", subject="test_plan"), debt("test_plan"), "holds none of devops"),
        (statement("dave", subject="test_plan"), debt("test_plan", by="bob"), ""),
        (statement("bob", subject="window"), debt("window"), ""),
    ],
)
def test_somebody_who_may_confirm_the_item_and_had_no_part_in_it_pays(made, owed, why) -> None:
    assert str(unpaid(made, owed, facts(change=CHANGE), RULES)) == why


def test_whoever_pushed_to_the_change_pays_nothing_of_it() -> None:
    pushed = facts(head_pushes=(push("alice"), push("Bob")))
    assert str(unpaid(statement(evidence=LINK), debt(), pushed, RULES)) == "pushed 1a2b3c4 to `develop`"
