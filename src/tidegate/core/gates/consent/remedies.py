"""What would make `approvals` pass, and who can do it."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.gates.consent.asking import request
from tidegate.core.gates.consent.candidates import Candidates
from tidegate.core.gates.consent.requirement import Requirement
from tidegate.core.gates.consent.tally import Tally
from tidegate.core.gates.decision import Action
from tidegate.core.gates.needs import Act, Need
from tidegate.core.gates.rules import listed
from tidegate.core.people import with_included
from tidegate.core.words import Wording, Words, say

_Part = tuple[Wording, tuple[Need, ...]]
"""What people are told, and what that asks for."""


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
    return _one_by_one(tuple(words for words, _ in _parts(action, needed, missing, candidates, override)))


def needs(
    action: Action, needed: Requirement, missing: Tally, candidates: Candidates, override: Candidates
) -> tuple[Need, ...]:
    """The same, one for each person and each thing."""
    return tuple(need for _, part in _parts(action, needed, missing, candidates, override) for need in part)


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


def _parts(
    action: Action, needed: Requirement, missing: Tally, candidates: Candidates, override: Candidates
) -> Iterator[_Part]:
    act = _act(action, candidates)
    seats = tuple(dict.fromkeys((*missing.open_seats, *missing.not_besides)))
    if seats:
        asks = (Need(act=act, who=candidates.named(role), by=candidates.able((role,))) for role in seats)
        yield request(act, listed(candidates.named(role) for role in seats)), tuple(asks)
    more = max(missing.lacking, int(missing.only_writers)) - _brought_by(seats, needed, candidates)
    if more > 0:
        yield _more(action, more, needed, missing, candidates)
    if missing.no_override and not _overridden_by(seats, needed, override):
        yield _overriding(needed, override)
    if missing.unjustified:
        yield _alone(
            say(
                'comment `atlantis justify "..."` with the business reason, '
                "or write it below `## Business justification` in the description"
            )
        )


def _alone(does: Words) -> _Part:
    return does, (Need(does=does),)


def _more(action: Action, more: int, needed: Requirement, missing: Tally, candidates: Candidates) -> _Part:
    act, roles = _act(action, candidates), candidates.any_of(needed.counting)
    if not roles and action == "merge":
        return _alone(say("name roles in `plan.allow`: nobody can review here now"))
    if not roles:
        return _alone(say("name roles in `approvals.from`: nobody can approve here now"))
    asks = (Need(act=act, who=roles, any_of=True, by=candidates.able(needed.counting)),) * more
    if missing.only_writers and more == 1:
        who = say("somebody in {roles} who wrote none of it", roles=roles)
        return request(act, who), (Need(act=act, who=who),)  # Nobody here knows who in a team has.
    if more == 1:
        return request(act, say("somebody in {roles}", roles=roles)), asks
    return request(act, say("{count} people in {roles}", count=more, roles=roles)), asks


def _overriding(needed: Requirement, override: Candidates) -> _Part:
    roles = override.any_of(needed.override or ())
    if not roles:
        return _alone(say("name roles in `emergency.approvers`: nobody can approve an emergency here now"))
    does = say("ask {roles} to approve the emergency", roles=roles)
    able = override.able(needed.override or ())
    return does, (Need(act="approve", does=does, who=roles, any_of=True, by=able, besides=True),)


def _act(action: Action, candidates: Candidates) -> Act:
    """A push has no review to be given: there consent is a comment."""
    if candidates.approvers.facts.change.is_push:
        return "comment"
    return "review" if action == "merge" else "approve"


def _brought_by(seats: tuple[str, ...], needed: Requirement, candidates: Candidates) -> int:
    """How many of the number are there once these seats are filled."""
    roles = candidates.approvers.roles
    return sum(not with_included((role,), roles).isdisjoint(needed.counting) for role in seats)


def _overridden_by(seats: tuple[str, ...], needed: Requirement, override: Candidates) -> bool:
    """Whether filling these seats lets the emergency happen too."""
    roles, wanted = override.approvers.roles, needed.override or ()
    able = (role for role in seats if not with_included((role,), roles).isdisjoint(wanted))
    return any(not override.unfillable((role,)) for role in able)
