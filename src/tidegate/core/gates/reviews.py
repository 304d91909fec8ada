"""Gate `reviews`: the technical, business and operational review are each confirmed by somebody who may approve here.

They are not among those who made the change, and confirm the plans they were shown. Where the points of a review ask
for alternatives or requirements, its confirmation wants a note. All three are needed where `apply.require` has
`all_reviews`; elsewhere those the rules have points for are reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from tidegate.core.gates.consent.requirement import approving
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import SEE_ENABLED, Need
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, Rules, governed, listed, place
from tidegate.core.gates.said.claims import claims_of, had_a_part, lacks_role, unbound
from tidegate.core.known import Unknown
from tidegate.core.statements import ReviewKind, Statement
from tidegate.core.words import Wording, Words, say

GATE = "reviews"
ALL = "all_reviews"
_ASKS_FOR_WORDS = ("대안", "요구사항", "alternative", "requirement")
_KINDS: tuple[ReviewKind, ...] = get_args(ReviewKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Review:
    """A kind of review, and why nobody's confirmation of it counts; empty when somebody's does."""

    kind: ReviewKind
    line: Words
    missing: bool
    wants_note: bool


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    kinds = asked(rules)
    mark = rules.mark("apply", "require")
    if not kinds:
        return Answer(gate=GATE, verdict="pass", reason=say("No review is asked for."))
    if isinstance(facts.statements, Unknown):
        reason = say("What people said of the reviews is not known: {why}.", why=facts.statements.unknown_because)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark)
    looked = [_look(kind, facts, rules) for kind in kinds]
    missing = [one for one in looked if one.missing]
    lines = tuple(one.line for one in looked)
    if not missing:
        reason = say("Every review is confirmed{place}.", place=place(mark))
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark, details=lines)
    need = _need(missing, rules)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say(
            "{missing} of {count} reviews are not confirmed{place}.",
            missing=len(missing),
            count=len(looked),
            place=place(mark),
        ),
        remedy=need.does,
        needs=(need,),
        rule=mark,
        details=lines,
        lacks=tuple(f"review {one.kind}" for one in missing if _are_needed(rules)),
    )


def asked(rules: Rules) -> tuple[ReviewKind, ...]:
    """Reviews the rules ask for, in the order of the answer's details."""
    if _are_needed(rules):
        return _KINDS
    return tuple(kind for kind in _KINDS if rules.policy.review_points.get(kind))


def _are_needed(rules: Rules) -> bool:
    """Else they are reported, and an emergency owes none."""
    return ALL in rules.environment.apply.require


def _look(kind: ReviewKind, facts: Facts, rules: Rules) -> _Review:
    wants_note = _wants_note(kind, rules)
    judged = [(claim, _against(claim, facts, rules)) for claim in claims_of("review", kind, facts)]
    holding = next((claim for claim, why in judged if not why), None)
    if holding:
        line = say("{kind}: @{login}{note}", kind=_called(kind), login=holding.person, note=_note(holding))
        return _Review(kind=kind, line=line, missing=False, wants_note=wants_note)
    if judged:
        claim, why = judged[0]
        line = say("{kind}: @{login}, not counted: {why}", kind=_called(kind), login=claim.person, why=why)
    else:
        line = say("{kind}: nobody has confirmed it", kind=_called(kind))
    return _Review(kind=kind, line=line, missing=True, wants_note=wants_note)


def _called(kind: ReviewKind) -> Words:
    match kind:
        case "technical":
            return say("technical review")
        case "business":
            return say("business review")
        case "operational":
            return say("operational review")


def _note(claim: Statement) -> str:
    return f", {claim.text.strip()}" if claim.text.strip() else ""


def _wants_note(kind: str, rules: Rules) -> bool:
    points = " ".join(rules.policy.review_points.get(kind, ())).casefold()
    return any(word in points for word in _ASKS_FOR_WORDS)


def _against(claim: Statement, facts: Facts, rules: Rules) -> Wording:
    """Why a confirmation does not count, a clause; empty when it does."""
    wordless = _wants_note(claim.subject, rules) and not claim.text.strip()
    return (
        lacks_role(claim.person, approving("apply", rules.environment), facts, rules)
        or had_a_part(claim.person, facts)
        or unbound(claim, facts)
        or (say("its points ask for alternatives or requirements, and it has no note") if wordless else "")
    )


def _need(missing: list[_Review], rules: Rules) -> Need:
    allow = approving("apply", rules.environment)
    if not allow and not rules.environment.apply.enabled:
        return SEE_ENABLED
    if not allow:
        return Need(does=say("name roles in `approvals.from`: nobody can approve here now"))
    does = say(
        "ask somebody in {who} to comment {commands}",
        who=listed(allow, "or"),
        commands=listed(f"`{command}`" for command in _commands(missing)),
    )
    return Need(does=does)


def _commands(missing: list[_Review]) -> Iterator[str]:
    for one in missing:
        yield f'atlantis review {one.kind} --note "..."' if one.wants_note else f"atlantis review {one.kind}"
