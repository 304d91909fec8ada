"""What a statement is worth now: told to whoever made it, so that nobody waits for a consent that does not count."""

from __future__ import annotations

from tidegate.core.gates.consents import judge
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.requirement import requirement
from tidegate.core.gates.rules import rules_of
from tidegate.core.known import Unknown
from tidegate.core.statements import Said, Statement
from tidegate.core.words import Wording, say

_OPINIONS: frozenset[Said] = frozenset({"approve", "reject", "revoke"})


def worth(statement: Statement, decision: Decision, facts: Facts, policy: Governance) -> Wording:
    """What it does in the environment of a decision that was made after it, a sentence; empty when nobody can say."""
    rules = rules_of(facts, policy)
    if rules is None or statement.environment not in (None, facts.environment):
        return ""
    if statement.said in _OPINIONS:
        judged = judge(decision.action, facts, rules, requirement(decision.action, facts, rules))
        if isinstance(judged, Unknown):
            return say("What it is worth is not known yet: {why}.", why=judged.unknown_because)
        mine = (one.line for one in judged if one.login.lower() == statement.person.lower())
        return next((say("{line}.", line=line) for line in mine), "")
    return ""
