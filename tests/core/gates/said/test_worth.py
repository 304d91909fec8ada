from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from support.decisions import DIGEST, HEAD, MINUTE, NOON, POLICY, PROJECT, STAGING, facts, plan, project
from tidegate.core.gates.decide import decide
from tidegate.core.gates.policy import ChecklistItem, Policy
from tidegate.core.gates.said.worth import worth
from tidegate.core.known import Unknown
from tidegate.core.statements import Statement

RULES = replace(
    POLICY,
    environments={
        **POLICY.environments,
        "staging": replace(
            STAGING,
            max_increase=Decimal(10),
            checklist=(ChecklistItem(id="backup_plan", text="Backup planned", evidence=True),),
        ),
    },
    review_points={"business": ("value",)},
    waivers={"cost_limit": ("devops",)},
)
SEEN = {PROJECT.key: DIGEST}
LINK = "https://wiki.example/backup"


def statement(person: str, said: str, subject: str = "", **more) -> Statement:
    given = {"seen": SEEN, "head_sha": HEAD, "environment": "staging", **more}
    return Statement(
        id=f"{person}-{said}",
        person=person,
        surface="comment",
        at=NOON + 20 * MINUTE,
        said=said,
        subject=subject,
        **given,
    )


def told(made: Statement, *others: Statement, policy: Policy = RULES, **changed) -> str:
    known = facts(actor="alice", reviews=(), statements=(*others, made), **changed)
    return str(worth(made, decide("apply", known, policy, NOON), known, policy))


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (statement("bob", "approve"), "staging: @bob approved, counted."),
        (statement("alice", "approve"), "staging: @alice approved, not counted: opened this pull request."),
        (
            statement("bob", "approve", seen={}),
            "staging: @bob approved, not counted: code approval only, no plan was shown before it.",
        ),
        (statement("bob", "reject"), "staging: @bob rejected it."),
        (statement("bob", "revoke"), "staging: @bob took back what they had said."),
        (statement("bob", "check", "backup_plan", evidence=LINK), f"staging: ☑ Backup planned: @bob, {LINK}."),
        (
            statement("bob", "check", "backup_plan"),
            "staging: ☐ Backup planned: @bob's tick: it has no link as evidence.",
        ),
        (statement("bob", "review", "business"), "staging: business review: @bob."),
        (
            statement("alice", "review", "business"),
            "staging: business review: @alice, not counted: holds none of senior or devops.",
        ),
        (
            statement("bob", "waive", "cost_limit", text="needed"),
            "staging: @bob's waiver does not count: holds none of devops.",
        ),
        (statement("bob", "check", "another"), ""),
        (statement("bob", "waive", "promotion", text="x"), ""),
        (statement("bob", "justify", text="growth"), ""),
        (
            statement("eve", "justify", text="growth"),
            "staging: @eve's reason does not count: could not look up their roles: their teams were not looked up.",
        ),
        (statement("bob", "approve", environment="prod"), ""),
    ],
)
def test_whoever_says_something_is_told_what_it_is_worth(made, line) -> None:
    assert told(made) == line


def test_a_waiver_that_counts_says_so_once_the_business_reason_is_given() -> None:
    waiver = statement("dave", "waive", "cost_limit", text="black friday")
    assert told(waiver) == (
        'staging: @dave\'s waiver does not count: the business reason is missing: comment `atlantis justify "..."`.'
    )
    reason = statement("bob", "justify", text="traffic doubles")
    assert told(waiver, reason) == "staging: `cost_limit` is waived by @dave: black friday."


def test_an_opinion_nobody_can_judge_is_not_promised_anything() -> None:
    known = facts(reviews=Unknown(unknown_because="the forge is away"))
    made = statement("bob", "approve")
    said = str(worth(made, decide("apply", known, RULES, NOON), known, RULES))
    assert said == "staging: what it is worth is not known yet, the forge is away."


def test_without_rules_for_the_environment_nothing_is_promised() -> None:
    bare = facts(environment=None, projects=(project(environment=None, plan=plan()),))
    made = statement("bob", "approve", environment=None)
    assert worth(made, decide("apply", bare, RULES, NOON), bare, RULES) == ""


@pytest.mark.parametrize(
    ("person", "more", "told"),
    [
        ("dave", {}, "Edit of the rules: @dave approved, counted."),
        (
            "bob",
            {},
            "Edit of the rules: @bob approved, not counted: holds none of the roles that approve (devops).",
        ),
        ("dave", {"environment": "staging"}, ""),
    ],
)
def test_of_an_edit_of_the_rules_an_approval_that_names_no_environment_is_told_its_worth(person, more, told):
    owned = replace(RULES, owners=("devops",))
    said = statement(person, "approve", **{"environment": None, **more})
    edited = {"environment": None, "projects": (), "governed_files": ("tidegate.yaml",)}
    given = facts(**edited, statements=(said,), reviews=())
    assert str(worth(said, decide("rules", given, owned, NOON), given, owned)) == told
