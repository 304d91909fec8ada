"""Which projects an order is about, and where each belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tidegate.core.changes import Change
from tidegate.core.commands.model import Scope
from tidegate.core.deployments.locks import Place, place_of
from tidegate.core.gates.policy import Environment, NoPolicy, Policy
from tidegate.core.projects.coverage import sibling_hints, uncovered
from tidegate.core.projects.discover import concerned, directories
from tidegate.core.projects.environments import Deployable, deployable, environment_of
from tidegate.core.projects.find import on_base_branch
from tidegate.core.projects.model import Project
from tidegate.core.projects.order import in_groups, in_waves
from tidegate.core.projects.pick import NotFound, Picked, only_touched, pick_planned, pick_to_plan
from tidegate.core.projects.workflows import all_held_to, workflow_of
from tidegate.core.switches import Autoplan
from tidegate.core.words import Wording, joined, say
from tidegate.flows.modules import module_calls, workspaces
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.flows.waiting import waiting_paths
from tidegate.store import deployments, plans
from tidegate.store.plans import StoredPlan

REMARKED = 10  # Files and hints of a kind that a comment lists.


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A project with its environment's name, and why its plan cannot be applied from this change, if so."""

    project: Project
    environment: str | None
    deployable: bool
    because: Wording


def place(project: Project, change: Change, rules: Rules) -> Placed:
    """Where a project belongs by the governance file."""
    found = deployable(change.base_branch, project, rules.governance, workflow_of(rules.config, project))
    because = "" if isinstance(found, Deployable) else joined(" ", filter(None, (found.because, found.next)))
    return Placed(
        project=project,
        environment=_environment(project, rules),
        deployable=isinstance(found, Deployable),
        because=because,
    )


def deployable_first(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """In the order they are planned: of a group what somebody waits for to apply comes before what is looked at."""
    return tuple(sorted(placed, key=lambda each: (each.project.execution_order_group, not each.deployable)))


async def choose(change: Change, rules: Rules, scope: Scope) -> tuple[Project, ...] | Wording:
    """Projects to plan, in the order they go; a sentence when the scope fits none."""
    autoplan = outside().settings.switches.autoplan
    declared = on_base_branch(rules.config.projects, change.base_branch)
    touched = await _touched(change, rules)
    picked = pick_to_plan(scope, touched, declared, rules.governance, change.base_branch, _regexp_prefixes(rules))
    if isinstance(picked, Picked) and autoplan.restrict:
        picked = only_touched(picked, touched)
    if isinstance(picked, NotFound):
        return picked.reply
    absent = {project.dir for project in picked.projects} - directories(rules.files)
    if absent:
        name = min(absent).replace("`", "'")
        return say("There is no directory `{name}` at the head of this pull request.", name=name)
    held = all_held_to(picked.projects, rules.trusted)
    return tuple(project for group in in_groups(held) for project in group)


async def touched_projects(change: Change, rules: Rules) -> tuple[Project, ...]:
    """Projects that what a change touches is about, whoever plans them."""
    return all_held_to(await _touched(change, rules), rules.trusted)


async def every_project(change: Change, rules: Rules) -> tuple[Project, ...]:
    """All projects the commit holds, whatever a change touches."""
    found = await _concerned(change, rules, rules.files)
    return all_held_to(found, rules.trusted)


async def choose_waiting(change: Change, rules: Rules, turn: Sequence[Place]) -> tuple[Project, ...]:
    """Projects of the change that wait at these places, as the rules have them now; those that are gone left out."""
    async with outside().database.read() as tx:
        newest = await plans.newest(tx, change.repo, change.number)
    waiting = [plan.project for plan in newest if plan.state == "waiting"]
    mine = [each for each in waiting if place_of(each) in turn]
    there = directories(rules.files)
    held = all_held_to([each for each in mine if each.dir in there], rules.trusted)
    return tuple(project for group in in_groups(held) for project in group)


async def choose_planned(change: Change, rules: Rules, scope: Scope) -> tuple[StoredPlan, ...] | Wording:
    """Newest plans to apply or explain, environment by environment; a sentence when there is none.

    Without a scope they are the plans that can be applied from this change; where none can, those of the environment
    the change goes into, so that the answer says what stands in the way.
    """
    async with outside().database.begin() as tx:
        newest = await plans.newest(tx, change.repo, change.number)
        done = {
            entry.plan_id
            for entry in await deployments.of_change(tx, change.repo, change.number)
            if entry.state == "applied"
        }
    picked = pick_planned(
        scope,
        [plan.project for plan in newest],
        rules.governance,
        change.base_branch,
        _regexp_prefixes(rules),
    )
    if isinstance(picked, NotFound):
        return picked.reply
    chosen = [plan for plan in newest if plan.project in picked.projects]
    if scope.is_everything:
        pending = [plan for plan in chosen if plan.id not in done]
        chosen = _from_here(pending or chosen, change, rules)
        if isinstance(rules.governance, NoPolicy):
            # A failing project does not keep the good ones from being applied (Atlantis: every pending plan file).
            chosen = [plan for plan in chosen if plan.state == "planned"] or chosen
    if not chosen:
        return say("There is no plan here yet; comment `atlantis plan` first.")
    order = [project for wave in in_waves(plan.project for plan in chosen) for project in wave]
    return tuple(sorted(chosen, key=lambda plan: (plan.environment or "", order.index(plan.project))))


def _from_here(chosen: list[StoredPlan], change: Change, rules: Rules) -> list[StoredPlan]:
    able = [plan for plan in chosen if plan.deployable]
    if able or not isinstance(rules.governance, Policy):
        return able or chosen
    home = [name for name, each in rules.governance.environments.items() if change.base_branch in each.branches]
    return [plan for plan in chosen if plan.environment in home] or chosen


def _regexp_prefixes(rules: Rules) -> tuple[str, ...] | None:
    """With what a regular expression after `-p` may begin; None where `-p` is a name (Atlantis: enable-regexp-cmd)."""
    return rules.config.allowed_regexp_prefixes if outside().settings.grammar.regexp_projects else None


def _autoplan(rules: Rules) -> Autoplan:
    """With a governance file local modules are followed from every project."""
    autoplan = outside().settings.switches.autoplan
    return autoplan if isinstance(rules.governance, NoPolicy) else replace(autoplan, modules_from=())


async def remarks(change: Change, rules: Rules, planned: tuple[Project, ...]) -> tuple[Wording, ...]:
    """What a plan would not show: changed files no project covers, and files an environment's siblings lack."""
    if not isinstance(rules.governance, Policy):
        return ()
    paths = await changed_paths(change)
    calls = await module_calls(change.repo, rules.commit, rules)
    projects = (*on_base_branch(rules.config.projects, change.base_branch), *planned)
    loose = uncovered(projects, paths, rules.governance, calls)
    before = frozenset(await outside().checkout.files(change.repo, change.base_branch))
    new = frozenset(rules.files) - before
    gained = [path for path in paths if path in new]
    listed = ", ".join(f"`{path}`" for path in loose[:REMARKED]) + (", ..." if len(loose) > REMARKED else "")
    lead = (say("No project covers {files}: nothing plans it.", files=listed),) if loose else ()
    return (*lead, *sibling_hints(rules.governance, gained, rules.files)[:REMARKED])


async def changed_paths(change: Change) -> tuple[str, ...]:
    """Paths a change touches: the forge's list, the clone's beyond its limit."""
    door = outside()
    if change.landed:
        return await waiting_paths(change)
    if change.number <= 0:  # A push that nobody asked a pull request for.
        return await door.checkout.differing(change.repo, change.base_sha, change.head_sha)
    listed = await door.forge.changed_files(change.repo, change.number)
    if listed.complete:
        return listed.paths
    return await door.checkout.changed_files(change.repo, change.base_sha, change.head_sha)


async def _touched(change: Change, rules: Rules) -> tuple[Project, ...]:
    return await _concerned(change, rules, await changed_paths(change))


async def _concerned(change: Change, rules: Rules, paths: tuple[str, ...]) -> tuple[Project, ...]:
    return concerned(
        rules.config,
        paths,
        rules.files,
        module_calls=await module_calls(change.repo, rules.commit, rules),
        autoplan=_autoplan(rules),
        workspaces=await workspaces(change.repo, rules.commit, rules, paths),
        base_branch=change.base_branch,
    )


def _environment(project: Project, rules: Rules) -> str | None:
    if not isinstance(rules.governance, Policy):
        return None
    found = environment_of(project, rules.governance)
    return found.name if isinstance(found, Environment) else None
