"""Announcing an emergency on its change: who, why, what it goes past and what it leaves owed."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.deployments.debts import owed_by
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.facts import Emergency
from tidegate.core.gates.rules import listed
from tidegate.core.notices.model import Heading, Notice, line, link, text
from tidegate.core.words import Words, say


def announced(decision: Decision, emergency: Emergency, where: str) -> tuple[Words, ...]:
    """Sentences of the announcement, the heading first. `where`: what the environment is called."""
    passed = [answer.reason for answer in decision.answers if answer.gate == "window" and answer.verdict == "block"]
    owed = owed_by(decision)
    said = [
        say("Emergency apply of {environment}", environment=where),
        say(
            "@{person} applies {environment} as an emergency: {why}",
            person=decision.actor,
            environment=where,
            why=emergency.reason,
        ),
        *(say("It goes past the deployment window: {why}", why=why) for why in passed),
    ]
    if owed:
        items = listed(f"`{item}`" for item in owed)
        said.append(say("It leaves owed: {items}. Confirm each with `check` or `review` once it is done.", items=items))
    return tuple(said)


def compose(sentences: Sequence[str], incident: str) -> Notice:
    """The announcement; `incident` is a link, or empty."""
    heading, *rest = sentences
    more = (text(link(incident, incident)),) if incident else ()
    return Notice(blocks=(Heading(text=f"🚨 {heading}"), *(text(*line(each)) for each in rest), *more))
