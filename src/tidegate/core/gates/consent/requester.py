"""Whoever asks for a rollback and is listed as its approver has consented to it by asking."""

from __future__ import annotations

from tidegate.core.gates.consent.consents import Judged, approvers_for
from tidegate.core.gates.consent.requirement import Requirement
from tidegate.core.gates.decision import Action
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.rules import Rules
from tidegate.core.known import Unknown
from tidegate.core.words import say


def with_requester(
    action: Action, facts: Facts, rules: Rules, needed: Requirement, judged: tuple[Judged, ...]
) -> tuple[Judged, ...]:
    """What people's opinions are worth, the requester's among them; an opinion of theirs that stops it stays."""
    seated = approvers_for(action, facts, rules).seated(facts.actor)
    if action != "rollback" or isinstance(seated, Unknown) or seated.roles.isdisjoint(needed.each):
        return judged
    mine = [one for one in judged if one.login.lower() == facts.actor.lower()]
    if any(one.outcome != "does not count" for one in mine):
        return judged
    consent = Judged(
        login=facts.actor,
        outcome="counts",
        line=say("@{login} asks for it, counted", login=facts.actor),
        roles=seated.roles,
    )
    return tuple(sorted([*(one for one in judged if one not in mine), consent], key=lambda one: one.login.lower()))
