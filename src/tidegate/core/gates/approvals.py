"""Gate `approvals`: enough people who may consent have consented to exactly these plans, and none objects."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.consents import Judged, judge_for_apply, judge_for_merge, unknown_pusher, who_approves
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, governed, listed, place
from tidegate.core.known import Unknown
from tidegate.core.marks import Mark

GATE = "approvals"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """Applying needs the environment's count of consents; a merge where nothing is applied needs one review."""
    rules = governed(facts, policy)
    mark = rules.mark("apply", "approvals")
    if isinstance(facts.reviews, Unknown):
        return _unknown(f"Could not read the reviews: {facts.reviews.unknown_because}.", mark)
    allow = who_approves(action, rules.environment)
    judge = judge_for_apply if action == "apply" else judge_for_merge
    judged = judge(facts, facts.reviews, rules.policy.roles, allow)
    needed = rules.environment.apply.approvals if action == "apply" else 1
    lines = tuple(one.line for one in judged)
    nobody_knows = unknown_pusher(facts) if needed else ""
    if nobody_knows:
        return _unknown(f"Nobody can say who pushed to the head: {nobody_knows}.", mark, lines)
    return _objection(judged, mark, lines) or _counted(action, judged, needed, allow, mark)


def _unknown(reason: str, mark: Mark | None, lines: tuple[str, ...] = ()) -> Answer:
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark, details=lines)


def _objection(judged: list[Judged], mark: Mark | None, lines: tuple[str, ...]) -> Answer | None:
    against = [f"@{one.login}" for one in judged if one.outcome in {"veto", "unclear"}]
    if not against:
        return None
    return Answer(
        gate=GATE,
        verdict="block",
        reason=f"{listed(against)} requested changes.",
        remedy=f"ask {listed(against)} to approve, or to lift the request",
        rule=mark,
        details=lines,
    )


def _counted(action: Action, judged: list[Judged], needed: int, allow: tuple[str, ...], mark: Mark | None) -> Answer:
    lines = tuple(one.line for one in judged)
    counted = [f"@{one.login}" for one in judged if one.outcome == "counts"]
    if len(counted) >= needed:
        reason = f"Approved by {listed(counted)}{place(mark)}." if counted else "No approval is needed."
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark, details=lines)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=f"{len(counted)} of {needed} approval{'' if needed == 1 else 's'}{place(mark)}.",
        remedy=_remedy(action, needed - len(counted), allow),
        rule=mark,
        details=lines,
    )


def _remedy(action: Action, lacking: int, allow: tuple[str, ...]) -> str:
    if not allow:
        return "name roles in `approvals.from`: nobody can approve here now"
    who = "somebody" if lacking == 1 else f"{lacking} people"
    when = " after the plan comment" if action == "apply" else ""
    return f"ask {who} in {listed(allow, 'or')} to approve this pull request{when}"
