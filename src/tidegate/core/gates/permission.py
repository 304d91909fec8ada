"""Gate `permission`: the actor holds a role that may give this command in this environment."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance, NoPolicy
from tidegate.core.gates.rules import AGAIN, governed, listed, place, roles_held
from tidegate.core.gates.teams import allowed_teams, may
from tidegate.core.known import Unknown

GATE = "permission"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """An empty `plan.allow` is everybody, an empty `apply.allow` nobody. Without a governance file teams decide."""
    if isinstance(policy, NoPolicy):
        return _by_team(action, facts, policy)
    rules = governed(facts, policy)
    where = rules.environment.called
    command = "plan" if action == "plan" else "apply"
    allow = rules.environment.plan_allow if command == "plan" else rules.environment.apply.allow
    mark = rules.mark(command, "allow")
    if command == "plan" and not allow:
        return Answer(gate=GATE, verdict="pass", reason=f"Everybody may plan {where}.")
    held = roles_held(facts.actor, facts, rules.policy.roles)
    if isinstance(held, Unknown):
        reason = f"Could not look up which roles @{facts.actor} holds: {held.unknown_because}."
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark)
    fitting = [role for role in allow if role in held]
    if fitting:
        reason = f"@{facts.actor} may {command} {where} as {fitting[0]}{place(mark)}."
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark)
    who = listed(allow, "or") or "nobody"
    return Answer(
        gate=GATE,
        verdict="block",
        reason=f"@{facts.actor} may not {command} {where}: allowed is {who}{place(mark)}.",
        remedy=f"ask somebody in {who} to comment `atlantis {command} {where}`"
        if allow
        else "see `enabled`"
        if not rules.environment.apply.enabled
        else f"name roles in `{command}.allow`",
        rule=mark,
    )


def _by_team(action: Action, facts: Facts, policy: NoPolicy) -> Answer:
    """Atlantis: `--gh-team-allowlist`."""
    standing = facts.standings.get(facts.actor.lower(), Unknown(unknown_because="their teams were not looked up"))
    if isinstance(standing, Unknown):
        reason = f"Could not look up which teams @{facts.actor} is in: {standing.unknown_because}."
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN)
    rules = policy.team_rules or ()
    if may(action, rules, facts.change.repo, standing):
        return Answer(gate=GATE, verdict="pass", reason=f"@{facts.actor} may {action} by the server's team list.")
    who = listed(allowed_teams(action, rules), "or") or "nobody"
    return Answer(
        gate=GATE,
        verdict="block",
        reason=f"@{facts.actor} may not {action} here: the server allows it to {who}.",
        remedy=f"ask somebody in {who} to comment `atlantis {action}`",
    )
