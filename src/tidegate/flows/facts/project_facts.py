"""What our rows and the rules say of one project: the part of the facts that asks nobody outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tidegate.core.changes import Change
from tidegate.core.checks.merged import without_merged
from tidegate.core.checks.model import CheckResult
from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.own import Own
from tidegate.core.deployments.locks import place_of
from tidegate.core.gates.facts import PlanFact, ProjectFact
from tidegate.core.known import NOT_ASKED, Known, Unknown
from tidegate.core.plans.fingerprint import Fingerprint
from tidegate.core.plans.sizes import without_sizes
from tidegate.core.projects.model import Project, Requirement, Stage
from tidegate.core.projects.workflows import workflow_of
from tidegate.core.words import say
from tidegate.flows.facts.diverged import Moved, diverged, moved
from tidegate.flows.facts.own import ELSEWHERE, is_compared, own_of
from tidegate.flows.facts.project_rows import ProjectRows, project_rows
from tidegate.flows.outside import outside
from tidegate.flows.projects import Placed, place
from tidegate.flows.rules import Rules
from tidegate.store import changes, project_locks
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan
from tidegate.store.previews import Preview

NOT_EXAMINED = Unknown(unknown_because=say("it was planned before this server examined plans"))
NOT_PRICED = Unknown(unknown_because=say("it was planned before this server priced plans"))
NO_PREVIEW = Unknown(unknown_because=say("it was planned before this server looked at going back"))
NO_FINGERPRINT = Fingerprint(
    identity=Unknown(unknown_because=say("it was planned before this server looked at where plans act"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of the whole change when one of its projects is looked at.

    Attributes:
        newest: The newest plan of each project.
        done: Its deployments, oldest first.
        costs: Plan id → what it costs.
        checks: Plan id → what checks found.
        owns: Plan id → what only the change does of a plan nobody applies; None while that is being found out.
    """

    change: Change
    rules: Rules
    newest: tuple[StoredPlan, ...]
    done: tuple[StoredDeployment, ...]
    costs: Mapping[str, CostEstimate]
    checks: Mapping[str, tuple[CheckResult, ...]]
    owns: Mapping[str, Known[Own] | None]


async def to_plan(project: Project, environment: str | None, rules: Rules, change: Change) -> ProjectFact:
    """A project that is to be planned."""
    stage = workflow_of(rules.config, project).plan
    async with outside().database.read() as tx:
        holder = await project_locks.holder_of(tx, change.repo, project)
        called = await changes.called(tx, change.repo, holder)
    asked = requirements(stage, project.plan_requirements)
    return ProjectFact(
        key=project.key,
        label=project.label,
        dir=project.dir,
        workspace=project.workspace,
        environment=environment,
        disabled=not stage.enabled,
        disabled_at=None if stage.enabled else stage.enabled_at,
        requirements=asked,
        requirements_at=stage.requirements_at or project.at,
        lock_holder=holder,
        lock_holder_called=called,
        diverged=diverged(project, await moved(change, rules, rules.commit)) if "undiverged" in asked else NOT_ASKED,
    )


async def to_apply(
    planned: Sequence[StoredPlan], around: Around, moves: Mapping[str, Known[Moved]], *, asking: str
) -> tuple[ProjectFact, ...]:
    """Planned projects that are to be applied. Slots of the workflow `asking` are free to it."""
    rows = await project_rows(around.change.repo, planned, asking=asking)
    return tuple(_to_apply(plan, around, rows, moves) for plan in planned)


async def moves_of(change: Change, planned: Iterable[StoredPlan], rules: Rules) -> Mapping[str, Known[Moved]]:
    """Commit of a plan → how far the base branch has moved away from it, of those somebody asks about."""
    commits = dict.fromkeys(plan.commit for plan in planned if _asks_divergence(plan, rules))
    return {commit: await moved(change, rules, commit) for commit in commits}


def _to_apply(plan: StoredPlan, around: Around, rows: ProjectRows, moves: Mapping[str, Known[Moved]]) -> ProjectFact:
    project, rules, here = plan.project, around.rules, place_of(plan.project)
    stage = workflow_of(rules.config, project).apply
    holder, since = rows.holders.get(here), rows.ended.get(here)
    return ProjectFact(
        key=project.key,
        label=project.label,
        dir=project.dir,
        workspace=project.workspace,
        environment=plan.environment,
        disabled=not stage.enabled,
        disabled_at=None if stage.enabled else stage.enabled_at,
        requirements=requirements_to_apply(project, rules),
        requirements_at=stage.requirements_at or project.at,
        depends_on=_dependencies(plan, around.newest),
        comes_after=_comes_after(plan, around),
        diverged=diverged(project, moves[plan.commit]) if _asks_divergence(plan, rules) else NOT_ASKED,
        plan=_plan_fact(plan, place(project, around.change, rules), around, rows),
        deployed_since=since if since and since > plan.created_at else None,
        lock_holder=holder,
        lock_holder_called=rows.called.get(holder, "") if holder else "",
        slot=rows.slots.get(here, "free"),
        recorded=rows.recorded.get(here),
    )


def requirements(stage: Stage, own: tuple[Requirement, ...] | None) -> tuple[Requirement, ...]:
    """What a stage of the workflow and the project itself ask for."""
    return tuple(dict.fromkeys(stage.requirements + (own or ())))


def requirements_to_apply(project: Project, rules: Rules) -> tuple[Requirement, ...]:
    return requirements(workflow_of(rules.config, project).apply, project.apply_requirements)


def _dependencies(plan: StoredPlan, newest: tuple[StoredPlan, ...]) -> tuple[str, ...]:
    """One the change does not hold, or that changes nothing, stands in nobody's way (Atlantis: depends_on).

    Nor one that could not be applied from this change at all.
    """
    changing = {
        entry.project.label
        for entry in newest
        if entry.deployable and (entry.content is None or not entry.content.is_empty)
    }
    return tuple(name for name in plan.project.depends_on if name in changing)


def _asks_divergence(plan: StoredPlan, rules: Rules) -> bool:
    """Where an environment's rules hold it is asked of every apply."""
    return plan.environment is not None or "undiverged" in requirements_to_apply(plan.project, rules)


def _comes_after(plan: StoredPlan, around: Around) -> tuple[str, ...]:
    """Projects of earlier execution order groups that have changes nobody has tried to apply.

    One that was tried and failed stands in the way only where `abort_on_execution_order_fail` says so (Atlantis).
    """
    ends = {entry.plan_id for entry in around.done if entry.state in _settling(around.rules)}
    return tuple(
        other.project.label
        for other in around.newest
        if other.environment == plan.environment
        and other.deployable
        and other.project.execution_order_group < plan.project.execution_order_group
        and not (other.content and other.content.is_empty)
        and other.id not in ends
    )


def _settling(rules: Rules) -> frozenset[str]:
    return frozenset({"applied"}) if rules.config.abort_on_execution_order_fail else frozenset({"applied", "failed"})


def _plan_fact(plan: StoredPlan, now: Placed, around: Around, rows: ProjectRows) -> Known[PlanFact] | None:
    label = plan.project.label
    if (plan.environment, plan.deployable) != (now.environment, now.deployable):
        return Unknown(
            unknown_because=say("the rules place `{project}` elsewhere than when it was planned", project=label)
        )
    if around.owns.get(plan.id) == ELSEWHERE:
        return ELSEWHERE
    match plan.state:
        case "planned":
            fingerprint = rows.fingerprints.get(plan.id, NO_FINGERPRINT)
            return replace(
                _with_own(_finished(plan, around.costs.get(plan.id), around.checks.get(plan.id)), plan, around),
                identity=fingerprint.identity,
                loose=fingerprint.loose,
                going_back=_losing(rows.previews.get(plan.id)),
            )
        case "queued" | "running":
            return Unknown(unknown_because=say("the plan of `{project}` is still running", project=label))
        case "failed":
            return Unknown(unknown_because=say("the newest plan of `{project}` failed", project=label))
        case "waiting" | "cancelled" | "discarded":
            return None


def _finished(plan: StoredPlan, cost: CostEstimate | None, checks: tuple[CheckResult, ...] | None) -> PlanFact:
    return PlanFact(
        run_id=plan.id,
        digest=plan.digest,
        head_sha=plan.head_sha,
        deployable=plan.deployable,
        has_changes=plan.content is None or not plan.content.is_empty,
        cost=cost.increase if cost else NOT_PRICED,
        currency=cost.currency if cost else "USD",
        made=_made(plan, cost),
        checks=NOT_EXAMINED if checks is None else tuple(map(_without_old, checks)),
    )


def _with_own(fact: PlanFact, plan: StoredPlan, around: Around) -> PlanFact:
    """Of a plan nobody applies only what its change does by itself counts: never all of it, and never nothing."""
    if not is_compared(plan, around.rules):
        return fact
    own = own_of(plan, around.owns)
    if isinstance(own, Unknown):
        return replace(fact, cost=own, made=dict.fromkeys(fact.made, own))
    checks = fact.checks
    if not isinstance(checks, Unknown):
        checks = tuple(map(_without_old, without_merged(checks, own.merged)))
    return replace(fact, cost=own.cost.increase, currency=own.cost.currency, made=own.made, checks=checks)


def _losing(preview: Preview | None) -> Known[tuple[str, ...]]:
    """Addresses whose data going back would lose."""
    return NO_PREVIEW if preview is None else tuple(step.address for step in preview if step.loses)


def _made(plan: StoredPlan, cost: CostEstimate | None) -> Mapping[str, Known[int]]:
    """Plans have had sizes for as long as they have had prices."""
    made = plan.content.made if plan.content else {}
    return made if cost else without_sizes(made)


def _without_old(result: CheckResult) -> CheckResult:
    """Findings that were there before are not the change's: nothing is decided by them."""
    return replace(result, findings=tuple(finding for finding in result.findings if finding.is_new), output="")
