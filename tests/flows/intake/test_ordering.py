"""A command becomes the order of whoever wrote the comment, with everything they wrote."""

from dataclasses import asdict

import pytest

from support.values import NOON
from tidegate.core.commands.grammar import GrammarSettings, parse
from tidegate.core.commands.table import allowed
from tidegate.core.events import CommentCreated
from tidegate.flows.intake.ordering import ordered

SETTINGS = GrammarSettings(allow_commands=allowed(["all"]))


def order(words: str):
    event = CommentCreated(
        repo="acme/infra", number=7, comment_id="1", author="bob", human=True, body=f"atlantis {words}", at=NOON
    )
    made = ordered(parse(event.body, SETTINGS), event, "event-1")
    assert (made.repo, made.number, made.actor) == ("acme/infra", 7, "bob")
    return made


@pytest.mark.parametrize(
    ("words", "kind", "fields"),
    [
        ("plan", "plan", {"head_sha": None}),
        (
            "apply prod --emergency --reason down --incident https://a.example",
            "apply",
            {"emergency": True, "reason": "down", "incident": "https://a.example", "at": ""},
        ),
        ("apply prod --at next-window", "apply", {"at": "next-window", "emergency": False}),
        ("explain --at 10:00 --as carol", "explain", {"at": "10:00", "as_user": "carol"}),
        ("status", "status", {}),
        ("promote prod", "promote", {"word": "prod"}),
        ("adopt prod", "adopt", {"word": "prod"}),
        ("away @kim --until 2026-12-01", "away", {"login": "kim", "until": "2026-12-01", "said_at": NOON}),
        ("away", "away", {"login": "", "until": ""}),
        ("back kim", "back", {"login": "kim"}),
        ("unlock", "release", {"why": "unlock"}),
        ("cancel --apply", "cancel", {"applies": True}),
        ("version", "version", {}),
        (
            "check test_plan staging --evidence https://a.example",
            "say",
            {"id": "event-1", "said": "check", "subject": "test_plan", "word": "staging", "said_at": NOON}
            | {"evidence": "https://a.example", "text": "", "surface": "comment"},
        ),
        ("justify why not", "say", {"said": "justify", "text": "why not", "word": None}),
    ],
)
def test_nothing_of_a_command_is_lost_on_the_way(words, kind, fields):
    made = order(words)
    assert made.kind == kind
    assert asdict(made) | fields == asdict(made)
