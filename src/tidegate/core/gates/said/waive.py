"""Waivers: one block of one gate, let pass by somebody the rules name for it, for exactly the plans they were shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tidegate.core.gates import cost_limit, promotion
from tidegate.core.gates.decision import SEVERITY, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import Rules, rules_of
from tidegate.core.gates.said.claims import claims_of, had_a_part, lacks_role, unbound
from tidegate.core.gates.said.justification import is_justified
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, say

NEVER = frozenset({"enabled", "permission", "governance", "identity", "approvals", "fresh", "locked"})
"""Gates nobody may waive, whatever a file says."""

_OWN: Mapping[str, Callable[[Facts, Rules], tuple[str, ...]]] = {promotion.GATE: promotion.waivable_by}
"""Gates that say themselves who may."""


def with_waivers(answer: Answer, facts: Facts, governance: Governance) -> Answer:
    """An answer in the way, with the roles that may waive it; a warning once somebody has, with who and why."""
    rules = rules_of(facts, governance)
    if rules is None or SEVERITY[answer.verdict] < SEVERITY["pending"]:
        return answer
    roles = _roles(answer.gate, facts, rules)
    if not roles:
        return answer
    judged = [(claim, _against(claim, roles, facts, rules)) for claim in claims_of("waive", answer.gate, facts)]
    holding = next((claim for claim, why in judged if not why), None)
    if holding:
        waived = say("waived by @{login}: {reason}", login=holding.person, reason=holding.text.strip())
        return replace(answer, verdict="warn", remedy="", needs=(), waivers=roles, waived=waived)
    lines = tuple(say("@{login}'s waiver does not count: {why}", login=claim.person, why=why) for claim, why in judged)
    return replace(answer, waivers=roles, details=(*answer.details, *lines))


def _roles(gate: str, facts: Facts, rules: Rules) -> tuple[str, ...]:
    if gate in NEVER:
        return ()
    return _OWN[gate](facts, rules) if gate in _OWN else rules.policy.waivers.get(gate, ())


def _against(claim: Statement, roles: tuple[str, ...], facts: Facts, rules: Rules) -> Wording:
    """Why a waiver does not count, a clause; empty when it does."""
    if claim.person.lower() == facts.actor.lower():
        return say("asks for it")
    return (
        lacks_role(claim.person, roles, facts, rules)
        or had_a_part(claim.person, facts)
        or unbound(claim, facts)
        or _unexplained(claim, facts, rules)
    )


def _unexplained(claim: Statement, facts: Facts, rules: Rules) -> Wording:
    if not claim.text.strip():
        return say("it has no reason")
    if claim.subject == cost_limit.GATE and not is_justified(facts, rules):
        return say('the business reason is missing: comment `atlantis justify "..."`')
    return ""
