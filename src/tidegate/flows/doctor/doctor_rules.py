"""What the doctor says of a repository's rules: those nobody can satisfy, those that are over, those that wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tidegate.config.governance_file.governance import read_governance
from tidegate.config.governance_file.governance_notes import idle_deputies, stale_windows
from tidegate.config.without_effect import in_governance
from tidegate.core.errors import BadInput, ForgeError, GitFailed
from tidegate.core.gates.consent.satisfiable import Teams, unsatisfiable
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.known import Known, Unknown
from tidegate.core.marks import Problem
from tidegate.core.people import teams_of
from tidegate.flows.doctor.finding import Finding
from tidegate.flows.facts.primary import with_primary
from tidegate.flows.facts.rules_branch import unprotected
from tidegate.flows.outside import Outside
from tidegate.flows.rules import governance_text


async def about_rules(door: Outside, repo: str) -> tuple[Finding, ...]:
    """Nothing for rules that cannot be read: that is a finding of its own."""
    try:
        written = await governance_text(repo)
        policy = read_governance(written.text, written.source) if written else None
    except (BadInput, ForgeError, GitFailed, OSError):
        return ()
    if written is None or policy is None:
        return ()
    teams = {team: await _members(door, team) for team in sorted(teams_of(policy.roles))}
    warnings = (*unsatisfiable(policy, teams), *idle_deputies(policy), *stale_windows(policy, door.clock.now()))
    return (
        *_unseen(repo, teams),
        *[_unnamed(repo, each) for each in policy.environments.values() if await with_primary(repo, each) is None],
        *(_finding(repo, problem, "warning") for problem in warnings),
        *(_finding(repo, problem, "ok") for problem in in_governance(written.text, written.source)),
    )


async def on_the_branch(repo: str, rules: Policy) -> Finding:
    """Where the rules are read from: while just anybody can change them, nothing is applied where changes end up."""
    found = await unprotected(repo)
    if not found:
        return Finding(subject=repo, verdict="ok", detail=f"rules from {rules.source}")
    closed = f"; nothing is applied in {listed(each.called for each in rules.last)}" if rules.last else ""
    if isinstance(found, Unknown):
        detail, remedy = f"{found.unknown_because}", "Check that the token or App may read the branch."
    else:
        detail = f"{found} holds the rules and is not protected: whoever can push there can loosen them"
        remedy = f"Protect {found} on the forge, or keep the rules in a file of the server (TIDEGATE_GOVERNANCE_FILE)."
    return Finding(subject=repo, verdict="failure" if closed else "warning", detail=f"{detail}{closed}", remedy=remedy)


async def _members(door: Outside, team: str) -> Known[frozenset[str]]:
    try:
        return await door.forge.members(team)
    except ForgeError as error:
        return Unknown(unknown_because=str(error))


def _unseen(repo: str, teams: Teams) -> Iterator[Finding]:
    """Teams that are not there, or that we may not see: whether their rules can be kept is not known."""
    for team, members in teams.items():
        if isinstance(members, Unknown):
            detail = f"the members of @{team} cannot be seen: {members.unknown_because}"
            remedy = "Check the team's name, and that the token or App may read the organisation's members."
            yield Finding(subject=f"{repo} people", verdict="warning", detail=detail, remedy=remedy)


def _unnamed(repo: str, here: Environment) -> Finding:
    """Several branches of an environment exist, and the rules do not say which promotions are about."""
    return Finding(
        subject=f"{repo} environments.{here.name}.branch",
        verdict="failure",
        detail=f"{listed(here.branches)} both lead to {here.called}, and none of them is named primary",
        remedy=f"Write environments.{here.name}.primary_branch; nothing is promoted to or from it until then.",
    )


def _finding(repo: str, problem: Problem, verdict: Literal["ok", "warning"]) -> Finding:
    detail = f"{problem.mark.short}: {problem.message}"
    return Finding(subject=f"{repo} {problem.path}", verdict=verdict, detail=detail, remedy=problem.suggestion)
