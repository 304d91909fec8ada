"""Whether somebody may do what no plan or apply decision is asked about."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.gates.decide import decide
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.gates.teams import may
from tidegate.core.known import Unknown
from tidegate.core.projects.model import Project
from tidegate.flows import facts
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules


async def may_apply(actor: str, change: Change, project: Project, environment: str | None, rules: Rules) -> bool:
    """Whether the gates that ask who somebody is would let them apply."""
    known = await facts.for_plan(actor, change, project, environment, rules)
    made = decide("apply", known, rules.governance, outside().clock.now())
    return not any(answer.gate == "permission" for answer in made.missing)


async def may_command(actor: str, command: str, repo: str, rules: Rules) -> bool:
    """Whether the server's team list lets somebody give a command; everybody may where there is none."""
    governance = rules.governance
    if not isinstance(governance, NoPolicy) or governance.team_rules is None:
        return True
    standing = (await facts.standings((actor,), rules, repo)).get(actor.lower())
    return (
        standing is not None
        and not isinstance(standing, Unknown)
        and may(command, governance.team_rules, repo, standing)
    )
