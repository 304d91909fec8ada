"""Whether somebody may do what no plan or apply decision is asked about."""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.core.errors import BadInput, GitFailed
from tidegate.core.gates import permission
from tidegate.core.gates.decide import decide
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy, Policy
from tidegate.core.gates.teams import ANY, may, qualified
from tidegate.core.known import Unknown
from tidegate.core.projects.model import RepoConfig
from tidegate.flows.facts import gathering
from tidegate.flows.facts.standings import standing
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules, governance_of, rules_at
from tidegate.store import plans
from tidegate.store.deployments import StoredDeployment


async def may_apply_again(actor: str, change: Change, deployment: StoredDeployment) -> bool:
    """Whether the gate that asks who somebody is would let them apply what was deployed, by the rules of its plan.

    Nobody may where nobody can say: under a governance file that is broken, or that has lost the environment.
    """
    async with outside().database.read() as tx:
        plan = await plans.get(tx, deployment.plan_id)
    rules = await _rules(change, plan.commit)
    environment = deployment.environment
    match rules.governance:
        case BrokenPolicy():
            return False
        case Policy(environments=known) if environment is None or environment not in known:
            return False
    project = replace(deployment.project, workflow=None)
    known_facts = await gathering.for_plan(actor, change, project, environment, rules)
    made = decide("apply", known_facts, rules.governance, outside().clock.now())
    return not any(answer.gate == permission.GATE for answer in made.missing)


async def may_command(actor: str, command: str, repo: str) -> bool:
    """Whether the server's team list lets somebody give a command; everybody may where there is none."""
    rules = outside().settings.switches.running.team_allowlist
    if rules is None or not isinstance(await governance_of(repo), NoPolicy):
        return True
    teams = frozenset(qualified(team, repo) for team, _ in rules if team != ANY)
    found = await standing(actor.lower(), teams)
    return not isinstance(found, Unknown) and may(command, rules, repo, found)


async def _rules(change: Change, commit: str) -> Rules:
    """Files that were broken since they were planned must not keep anybody from stopping what runs."""
    try:
        return await rules_at(change, commit)
    except (BadInput, GitFailed):
        bare = RepoConfig()
        governance = await governance_of(change.repo)
        return Rules(governance=governance, config=bare, trusted=bare, commit=commit, files=())
