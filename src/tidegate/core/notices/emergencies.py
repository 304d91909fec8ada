"""Announcing an emergency on its change: who, why, what it goes past and what it leaves owed."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.deployments.debts import owed_by
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.facts import Emergency
from tidegate.core.gates.rules import listed
from tidegate.core.notices.model import Heading, Notice, link, text
from tidegate.core.words import Words, say


def compose(decision: Decision, emergency: Emergency, where: str) -> Notice:
    """The announcement of an emergency that was let through. `where`: what the environment is called."""
    heading = say("🚨 Emergency apply of {environment}", environment=where)
    more = (text(link(emergency.incident, emergency.incident)),) if emergency.incident else ()
    said = (text(each) for each in _sentences(decision, emergency, where))
    return Notice(blocks=(Heading(text=heading), *said, *more))


def _sentences(decision: Decision, emergency: Emergency, where: str) -> Iterator[Words]:
    passed = [answer.reason for answer in decision.answers if answer.gate == "window" and answer.verdict == "block"]
    yield say(
        "@{person} applies {environment} as an emergency: {why}",
        person=decision.actor,
        environment=where,
        why=emergency.reason,
    )
    yield from (say("It goes past the deployment window: {why}", why=why) for why in passed)
    owed = owed_by(decision)
    if owed:
        items = listed(f"`{item}`" for item in owed)
        yield say("It leaves owed: {items}. Confirm each with `check` or `review` once it is done.", items=items)
