"""Gate `approvals`: enough people who may consent have consented to exactly these plans, and none objects.

How many and who follows from the environment, from what the change costs there and from the action. Each person counts
once, whatever the surface, and sits on one seat of `one_from_each` at most. A requirement nobody is left to meet stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tidegate.core.gates.consent.absent import stood_in_for
from tidegate.core.gates.consent.approvers import unknown_makers
from tidegate.core.gates.consent.candidates import Candidates
from tidegate.core.gates.consent.consents import Judged, approvers_for, judge, override_for
from tidegate.core.gates.consent.remedies import needs, nobody_left, remedy
from tidegate.core.gates.consent.requester import with_requester
from tidegate.core.gates.consent.requirement import Requirement, requirement
from tidegate.core.gates.consent.tally import Tally, tally
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import SEE_ENABLED, Need, lifting
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, Rules, governed, listed, place
from tidegate.core.gates.said.justification import is_justified
from tidegate.core.known import Unknown
from tidegate.core.marks import Mark
from tidegate.core.words import Wording, Words, say

GATE = "approvals"
_UNBOUND: dict[Action, Words] = {
    "state": say("Nobody can have approved this command: consents to `import` and `state rm` are not taken yet."),
    "auto_rollback": say("Nobody can have approved this: consents to going back by itself are not taken yet."),
}
"""Actions whose consents are bound to something the facts do not hold."""

_NAME_SOMEBODY = Need(does=say("name in `people` somebody who can: another holder of the role, or a deputy"))


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """Applying needs consents to its plans, a merge where nothing is applied one review of its head."""
    rules = governed(facts, policy)
    if action in _UNBOUND:
        return Answer(gate=GATE, verdict="block", reason=_UNBOUND[action], remedy=say("do it by an ordinary apply"))
    needed = requirement(action, facts, rules)
    judged = judge(action, facts, rules, needed)
    if isinstance(judged, Unknown):
        return _unknown(say("Could not read the reviews: {why}.", why=judged.unknown_because), needed.mark)
    lines = tuple(one.line for one in judged)
    makers = unknown_makers(facts) if needed.is_any and action != "rollback" else ""
    if makers:
        return _unknown(say("Nobody can say who made this change: {why}.", why=makers), needed.mark, lines)
    judged = with_requester(action, facts, rules, needed, judged)
    return _objection(judged, needed.mark) or _counted(action, facts, rules, needed, judged)


def _unknown(reason: Words, mark: Mark | None, lines: tuple[Wording, ...] = ()) -> Answer:
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark, details=lines)


def _objection(judged: Sequence[Judged], mark: Mark | None) -> Answer | None:
    against = listed(f"@{one.login}" for one in judged if one.outcome in {"veto", "unclear"})
    if not against:
        return None
    need = lifting(against)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say("Stopped by {who}.", who=against),
        remedy=need.does,
        needs=(need,),
        rule=mark,
        details=_lines(judged),
    )


def _counted(action: Action, facts: Facts, rules: Rules, needed: Requirement, judged: Sequence[Judged]) -> Answer:
    found = tally(needed, judged, justified=needed.justification and is_justified(facts, rules))
    approvers = approvers_for(action, facts, rules)
    lines = (*_lines(judged), *stood_in_for(approvers, needed.heard, rules))
    if found.is_enough:
        return Answer(gate=GATE, verdict="pass", reason=_approved(needed, found), rule=needed.mark, details=lines)
    given = {one.login.lower(): one.roles for one in judged if one.counts}
    candidates = Candidates(approvers=approvers, given=given)
    override = Candidates(approvers=override_for(facts, rules), given={})
    nobody = nobody_left(needed, found, candidates, override)
    asks = (action, needed, found, candidates, override)
    helps, lacking = (_NAME_SOMEBODY.does, (_NAME_SOMEBODY,)) if nobody else (remedy(*asks), needs(*asks))
    if action != "merge" and not rules.environment.apply.enabled:
        helps, lacking = SEE_ENABLED.does, (SEE_ENABLED,)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=_lacking(needed, found, nobody),
        remedy=helps,
        needs=lacking,
        rule=needed.mark,
        details=lines,
    )


def _lines(judged: Sequence[Judged]) -> tuple[Wording, ...]:
    return tuple(one.line for one in judged)


def _approved(needed: Requirement, found: Tally) -> Words:
    who = listed(f"@{one.login}" for one in found.counted)
    if not who:
        return say("No approval is needed.")
    clauses = _joined([say("Approved by {who}{where}", who=who, where=place(needed.mark)), needed.because])
    return say("{all}.", all=clauses)


def _lacking(needed: Requirement, found: Tally, nobody: Wording) -> Words:
    return say("{all}.", all=_joined([_number(needed, found), *_conditions(found), needed.because, nobody]))


def _number(needed: Requirement, found: Tally) -> Words:
    given, where = len(found.counted), place(needed.mark)
    if needed.count == 1:
        return say("{given} of 1 approval{where}", given=given, where=where)
    return say("{given} of {needed} approvals{where}", given=given, needed=needed.count, where=where)


def _conditions(found: Tally) -> list[Wording]:
    """What is missing besides the number, a clause each."""
    roles = tuple(dict.fromkeys((*found.open_seats, *found.not_besides)))
    said: list[tuple[object, Words]] = [
        (roles, say("none as {roles}", roles=listed(roles, "or"))),
        (found.only_writers, say("all who approved wrote parts of it")),
        (found.unjustified, say("no business reason is given")),
        (found.no_override, say("nobody has approved the emergency")),
    ]
    return [clause for missing, clause in said if missing]


def _joined(clauses: Sequence[Wording]) -> Wording:
    """`a; b; c`, empty ones left out."""
    told = [clause for clause in clauses if clause]
    joined = told[0]
    for clause in told[1:]:
        joined = say("{before}; {one}", before=joined, one=clause)
    return joined
