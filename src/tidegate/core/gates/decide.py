"""The decision: every gate that is asked for an action answers, and all answers are kept, waived ones as warnings."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates import approved, permission
from tidegate.core.gates.decision import Action, Decision
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance, NoPolicy, Policy, locale_of
from tidegate.core.gates.rules import rules_of
from tidegate.core.gates.said.waive import with_waivers
from tidegate.core.gates.table import ASKED, DEMANDED, GATES, GOVERNED, IMPLIED, REQUIRED


def decide(action: Action, facts: Facts, policy: Governance, now: datetime) -> Decision:
    """Ask every gate of the action's column about `now`, an aware instant.

    Pure: the same four values give the same decision at any time, so explaining and simulating are this function too.
    """
    names = [name for name in GATES if ASKED[name][action] != "-" and _concerns(name, action, facts, policy)]
    rules = rules_of(facts, policy)
    return Decision(
        action=action,
        actor=facts.actor,
        environment=facts.environment,
        at=now,
        answers=tuple(with_waivers(GATES[name](action, facts, policy, now), facts, policy) for name in names),
        reported=frozenset(name for name in names if not _must_pass(name, action, facts, policy)),
        policy_revision=policy.revision if isinstance(policy, Policy) else "",
        locale=locale_of(policy),
        display=rules.environment.display if rules else "",
    )


def _concerns(name: str, action: Action, facts: Facts, policy: Governance) -> bool:
    governed = rules_of(facts, policy) is not None
    if name == permission.GATE and isinstance(policy, NoPolicy):
        return policy.team_rules is not None
    if name in GOVERNED:
        return governed or (action == "rules" and not isinstance(policy, NoPolicy))
    if name == approved.GATE and governed and facts.change.landed:
        return False  # What was merged already is approved by `approvals` alone.
    if name in REQUIRED:
        implied = governed and (name, action) in IMPLIED
        return implied or any(name in project.requirements for project in facts.projects)
    return True


def _must_pass(name: str, action: Action, facts: Facts, policy: Governance) -> bool:
    if name not in DEMANDED or ASKED[name][action] != "x":
        return ASKED[name][action] == "x"
    rules = rules_of(facts, policy)
    return rules is not None and not DEMANDED[name].isdisjoint(rules.environment.apply.require)
