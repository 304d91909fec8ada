"""The answer to something somebody said: that it was recorded, and for what."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.changes import Change
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy
from tidegate.core.notices.model import Listing, Notice, line, text
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, Words, say

EVERYWHERE = say("every environment")
_KINDS = {"technical": say("technical"), "business": say("business"), "operational": say("operational")}


def compose(sentences: Sequence[Wording]) -> Notice:
    """What came of it, and below it a line for everything there is to know besides."""
    first, *rest = sentences
    below = (Listing(items=tuple(line(each) for each in rest)),) if rest else ()
    return Notice(blocks=(text(first), *below))


def recorded(statement: Statement, where: Wording) -> Words:
    """What was recorded, one sentence. `where`: what the environment is called; `EVERYWHERE` for all of them."""
    person, subject = statement.person, statement.subject
    what = {
        "approve": say("approval of {where} by @{person}.", where=where, person=person),
        "reject": say(
            "@{person} objects to an apply in {where}, until they comment `atlantis revoke`.",
            person=person,
            where=where,
        ),
        "revoke": say("@{person} takes back what they had said about {where}.", person=person, where=where),
        "waive": say("@{person} waives `{gate}` for {where}.", person=person, gate=subject, where=where),
        "justify": say("the business reason, by @{person}.", person=person),
        "check": say("`{item}` is confirmed for {where} by @{person}.", item=subject, where=where, person=person),
        "review": say(
            "the {kind} review of {where} by @{person}.", kind=_KINDS.get(subject, subject), where=where, person=person
        ),
    }
    return say("Recorded: {what}", what=what[statement.said])


def without_rules(governance: NoPolicy | BrokenPolicy) -> Words:
    """Why nothing that is said can count, one sentence."""
    if isinstance(governance, BrokenPolicy):
        source = governance.source
        return say("{file} cannot be used, so nothing was recorded; say it again once it is repaired.", file=source)
    return say("There is no `tidegate.yaml`, so nothing asks for this: a review on the pull request is what counts.")


def bound(statement: Statement) -> Wording:
    """Which plans it is about, one sentence; empty for what holds whatever is planned."""
    if statement.said not in ("approve", "waive"):
        return ""
    if not statement.seen:
        return say("No plan had been shown, so it is about the code only.")
    if len(statement.seen) == 1:
        return say("It is about 1 plan, as it was shown.")
    return say("It is about {count} plans, as they were shown.", count=len(statement.seen))


def way_back(statement: Statement, change: Change) -> Wording:
    """How to take out what is merged and somebody objects to, one sentence; empty where nothing of that kind is."""
    if statement.said != "reject" or not change.landed:
        return ""
    if change.is_push:
        return say(
            "It stays in `{branch}`, pushed and not applied; `git revert {sha}`, pushed or by a pull request, takes it "
            "out.",
            branch=change.base_branch,
            sha=change.head_sha[:7],
        )
    return say(
        "It stays in `{branch}`, merged and not applied; `Revert` on {url} opens a pull request that takes it out.",
        branch=change.base_branch,
        url=change.url,
    )
