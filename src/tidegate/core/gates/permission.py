"""Gate `permission`: the actor holds a role that may give this command in this environment.

A rollback may also be asked for by those whose consent it needs.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import SEE_ENABLED, Need
from tidegate.core.gates.policy import Environment, Governance, NoPolicy
from tidegate.core.gates.rules import AGAIN, NOT_LOOKED_UP, Rules, governed, listed, place, roles_held
from tidegate.core.gates.teams import allowed_teams, may
from tidegate.core.known import Unknown
from tidegate.core.marks import Mark
from tidegate.core.words import say

GATE = "permission"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """An empty `plan.allow` is everybody, an empty `apply.allow` nobody. Without a governance file teams decide."""
    if isinstance(policy, NoPolicy):
        return _by_team(action, facts, policy)
    rules = governed(facts, policy)
    where, allow = rules.environment.called, _allowed(action, rules.environment)
    mark = rules.mark(_block(action), "allow")
    if action == "plan" and not allow:
        return Answer(gate=GATE, verdict="pass", reason=say("Everybody may plan {environment}.", environment=where))
    held = roles_held(facts.actor, facts, rules.policy.roles)
    if isinstance(held, Unknown):
        reason = say(
            "Could not look up which roles @{actor} holds: {why}.", actor=facts.actor, why=held.unknown_because
        )
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark)
    fitting = [role for role in allow if role in held]
    if not fitting:
        return _refused(action, facts.actor, allow, rules, mark)
    reason = say(
        "@{actor} may {command} {environment} as {role}{place}.",
        actor=facts.actor,
        command=_block(action),
        environment=where,
        role=fitting[0],
        place=place(mark),
    )
    return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark)


def _block(action: Action) -> str:
    """The part of an environment's rules that says who may."""
    return "plan" if action == "plan" else "apply"


def _allowed(action: Action, environment: Environment) -> tuple[str, ...]:
    if action == "plan":
        return environment.plan_allow
    also = environment.rollback_approvers if action == "rollback" else ()
    return tuple(dict.fromkeys((*environment.apply.allow, *also)))


def _refused(action: Action, actor: str, allow: tuple[str, ...], rules: Rules, mark: Mark | None) -> Answer:
    reason = say(
        "@{actor} may not {command} {environment}: allowed is {who}{place}.",
        actor=actor,
        command=_block(action),
        environment=rules.environment.called,
        who=listed(allow, "or") or say("nobody"),
        place=place(mark),
    )
    need = _need(action, allow, rules)
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=need.does, needs=(need,), rule=mark)


def _need(action: Action, allow: tuple[str, ...], rules: Rules) -> Need:
    if allow:
        does = say(
            "ask somebody in {who} to comment `{command}`",
            who=listed(allow, "or"),
            command=_command(action, rules.environment.called),
        )
        return Need(does=does)
    if not rules.environment.apply.enabled:
        return SEE_ENABLED
    return Need(does=say("name roles in `{key}`", key=f"{_block(action)}.allow"))


def _command(action: Action, environment: str) -> str:
    match action:
        case "emergency":
            return f'atlantis apply {environment} --emergency --reason "..."'
        case "rollback":
            return f"atlantis apply {environment} --rollback"
        case _:
            return f"atlantis {_block(action)} {environment}"


def _by_team(action: Action, facts: Facts, policy: NoPolicy) -> Answer:
    """Atlantis: `--gh-team-allowlist`."""
    standing = facts.standings.get(facts.actor.lower(), NOT_LOOKED_UP)
    if isinstance(standing, Unknown):
        reason = say(
            "Could not look up which teams @{actor} is in: {why}.", actor=facts.actor, why=standing.unknown_because
        )
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN)
    rules = policy.team_rules or ()
    if may(action, rules, facts.change.repo, standing):
        reason = say("@{actor} may {action} by the server's team list.", actor=facts.actor, action=action)
        return Answer(gate=GATE, verdict="pass", reason=reason)
    who = listed(allowed_teams(action, rules), "or") or say("nobody")
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say(
            "@{actor} may not {action} here: the server allows it to {who}.", actor=facts.actor, action=action, who=who
        ),
        remedy=say("ask somebody in {who} to comment `{command}`", who=who, command=f"atlantis {action}"),
    )
