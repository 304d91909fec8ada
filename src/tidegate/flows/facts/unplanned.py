"""What a change touches in an environment and nobody has planned: dropped with `unlock`, say, or kept from it."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.gates.facts import ProjectFact
from tidegate.flows.facts import project_facts
from tidegate.flows.projects import place, touched_projects
from tidegate.flows.rules import Rules
from tidegate.store.plans import StoredPlan


async def unplanned(
    change: Change, environment: str, planned: tuple[StoredPlan, ...], rules: Rules
) -> tuple[ProjectFact, ...]:
    """Projects that plan by themselves and have no plan, as facts: nothing is known of what they would do."""
    known = {(plan.project.dir, plan.project.workspace) for plan in planned}
    lacking = [
        project
        for project in await touched_projects(change, rules)
        if project.autoplan
        and (project.dir, project.workspace) not in known
        and place(project, change, rules).environment == environment
    ]
    return tuple([await project_facts.to_plan(project, environment, rules, change) for project in lacking])
