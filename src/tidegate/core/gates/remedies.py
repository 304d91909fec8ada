"""What would make `approvals` pass, and who can do it."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.gates.candidates import Candidates
from tidegate.core.gates.decision import Action
from tidegate.core.gates.requirement import Requirement
from tidegate.core.gates.rules import listed
from tidegate.core.gates.tally import Tally
from tidegate.core.people import with_included
from tidegate.core.words import Wording, say


def remedy(
    action: Action, needed: Requirement, missing: Tally, candidates: Candidates, override: Candidates
) -> Wording:
    """The fewest people whose consent is enough, and what else has to be said.

    Args:
        action: What is to be done.
        needed: What it takes.
        missing: What of it is not there.
        candidates: Who could consent.
        override: Who could let an emergency happen.
    """
    return _one_by_one(tuple(_steps(action, needed, missing, candidates, override)))


def _one_by_one(steps: tuple[Wording, ...]) -> Wording:
    """`a`, `a and b`, `a, b and c`; clauses, which other languages join otherwise than names."""
    *several, last = steps or ("",)
    before: Wording = ""
    for step in several:
        before = say("{before}, {step}", before=before, step=step) if before else step
    return say("{before} and {step}", before=before, step=last) if before else last


def nobody_left(needed: Requirement, missing: Tally, candidates: Candidates, override: Candidates) -> Wording:
    """What nobody can give any more, a clause; empty while everything can be had."""
    alone = [role for role in missing.not_besides if candidates.unfillable((role,))]
    seats = dict.fromkeys((*(candidates.unfillable(needed.each) if missing.open_seats else ()), *alone))
    if seats:
        return say("nobody is left to approve as {roles}", roles=listed(seats))
    if missing.lacking and needed.counting and not candidates.can_reach(needed.count, needed.counting):
        return say("fewer than {count} people are left who may approve", count=needed.count)
    if missing.no_override and needed.override and not override.can_reach(1, needed.override):
        return say("nobody is left to approve an emergency")
    return ""


def _steps(
    action: Action, needed: Requirement, missing: Tally, candidates: Candidates, override: Candidates
) -> Iterator[Wording]:
    seats = tuple(dict.fromkeys((*missing.open_seats, *missing.not_besides)))
    if seats:
        yield _asked(action, candidates, listed(candidates.named(role) for role in seats))
    more = max(missing.lacking, int(missing.only_writers)) - _brought_by(seats, needed, candidates)
    if more > 0:
        yield _more(action, more, needed, missing, candidates)
    if missing.no_override and not _overridden_by(seats, needed, override):
        yield _overriding(needed, override)
    if missing.unjustified:
        yield say(
            'comment `atlantis justify "..."` with the business reason, '
            "or write it below `## Business justification` in the description"
        )


def _more(action: Action, more: int, needed: Requirement, missing: Tally, candidates: Candidates) -> Wording:
    roles = candidates.any_of(needed.counting)
    if not roles and action == "merge":
        return say("name roles in `plan.allow`: nobody can review here now")
    if not roles:
        return say("name roles in `approvals.from`: nobody can approve here now")
    if missing.only_writers and more == 1:
        return _asked(action, candidates, say("somebody in {roles} who wrote none of it", roles=roles))
    if more == 1:
        return _asked(action, candidates, say("somebody in {roles}", roles=roles))
    return _asked(action, candidates, say("{count} people in {roles}", count=more, roles=roles))


def _overriding(needed: Requirement, override: Candidates) -> Wording:
    roles = override.any_of(needed.override or ())
    if not roles:
        return say("name roles in `emergency.approvers`: nobody can approve an emergency here now")
    return say("ask {roles} to approve the emergency", roles=roles)


def _asked(action: Action, candidates: Candidates, who: Wording) -> Wording:
    """A push has no review to be given: there consent is a comment."""
    if candidates.approvers.facts.change.is_push:
        return say("ask {who} to comment `atlantis approve` on the commit after the plan comment", who=who)
    if action == "merge":
        return say("ask {who} to approve this pull request", who=who)
    return say("ask {who} to approve this pull request after the plan comment", who=who)


def _brought_by(seats: tuple[str, ...], needed: Requirement, candidates: Candidates) -> int:
    """How many of the number are there once these seats are filled."""
    roles = candidates.approvers.roles
    return sum(not with_included((role,), roles).isdisjoint(needed.counting) for role in seats)


def _overridden_by(seats: tuple[str, ...], needed: Requirement, override: Candidates) -> bool:
    """Whether filling these seats lets the emergency happen too."""
    roles, wanted = override.approvers.roles, needed.override or ()
    able = (role for role in seats if not with_included((role,), roles).isdisjoint(wanted))
    return any(not override.unfillable((role,)) for role in able)
