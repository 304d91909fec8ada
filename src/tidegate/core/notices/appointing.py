"""What is said of an apply that waits for a time: that it does, that it was taken back, that it is not what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tidegate.core.gates.rules import listed
from tidegate.core.notices.model import Listing, Notice, line, text
from tidegate.core.words import Wording, say


def made(labels: Sequence[str], when: str) -> Notice:
    """`when` names the time for people: `Mon 2026-11-30 09:00 KST`."""
    words = say(
        "⏰ {projects} will be planned again and applied at {when}, if the plan is the same then and nothing stands in"
        " the way. `atlantis cancel`, a new commit or closing the pull request takes it back.",
        projects=_named(labels),
        when=when,
    )
    return Notice(blocks=(text(words),))


def refused(why: Wording) -> Notice:
    return Notice(blocks=(text(say("Nothing was put off: {why}", why=why)),))


def taken_back(labels: Sequence[str], when: str, because: Wording) -> Notice:
    """`because` is a sentence."""
    words = say(
        "⏰ {projects} will not be applied at {when}: {because}", projects=_named(labels), when=when, because=because
    )
    return Notice(blocks=(text(words),))


def superseded(sha: str) -> Wording:
    return say("Superseded by commit {sha}.", sha=sha[:7])


def closed() -> Wording:
    return say("the pull request was closed.")


def unlocked(actor: str) -> Wording:
    return say("@{actor} unlocked the pull request and discarded its plans.", actor=actor)


def changed(differences: Mapping[str, Wording]) -> Notice:
    """`differences` leads from a project's label to what is different about it, a clause."""
    lead = say("⏰ Nothing was applied: it is not what it was when it was put off.")
    items = tuple(
        line(say("`{project}` {difference}", project=label, difference=d)) for label, d in differences.items()
    )
    again = say("Look at the plan above, and comment the apply again.")
    return Notice(blocks=(text(lead), Listing(items=items), text(again)))


def _named(labels: Sequence[str]) -> Wording:
    return listed(f"`{label}`" for label in labels)
