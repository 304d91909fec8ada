"""Projects looked at on this machine, and what the gates about cost, resources and checks would answer about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tidegate.core.changes import Change
from tidegate.core.checks.model import CheckResult
from tidegate.core.costs.model import CostEstimate
from tidegate.core.gates.decision import Answer
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.table import GATES
from tidegate.core.known import Known, Unknown
from tidegate.core.plans.model import PlanContent
from tidegate.core.projects.model import Project
from tidegate.core.words import as_clause

ASKED = ("cost_limit", "resource_limit", "checks")
_NOBODYS = Change(
    repo="",
    number=0,
    title="",
    author="",
    base_branch="",
    base_sha="",
    head_branch="",
    head_sha="",
    head_repo="",
    url="",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One project as it was found here.

    Attributes:
        environment: None when no environment holds it, or there is no governance file.
        content, cost: None without a plan.
        no_plan: Why there is none, one clause without a final stop; empty when there is one.
        output: The tail of what a failed Terraform printed.
        left_out: Steps of its workflow that run on a server only.
    """

    project: Project
    environment: str | None
    content: PlanContent | None = None
    cost: CostEstimate | None = None
    checks: tuple[CheckResult, ...] = ()
    no_plan: str = ""
    output: str = ""
    left_out: tuple[str, ...] = ()


def unknowns(look: Look) -> Iterator[str]:
    """Sentences about what nobody can say of it. None of it counts as fine."""
    label = look.project.label
    if look.content is None:
        yield f"What `{label}` costs is not known: {look.no_plan}."
    elif look.cost and not look.content.is_empty and isinstance(look.cost.increase, Unknown):
        yield f"What `{label}` costs is not known: {look.cost.increase.unknown_because}."
    for result in look.checks:
        if result.state == "failed":
            yield f"`{result.check}` of `{label}` was not evaluated: {as_clause(result.reason) or 'it failed'}."


def answers(looks: Sequence[Look], environment: str | None, policy: Policy | None) -> tuple[Answer, ...]:
    """What a server's gates would answer about these projects of one environment; what is unknown never passes."""
    rules = _ruled(policy, environment)
    return tuple(_answer(gate, looks, rules, _code if gate == "checks" else _plan) for gate in ASKED)


def answers_about_the_known(
    looks: Sequence[Look], environment: str | None, policy: Policy | None
) -> tuple[Answer, ...]:
    """The same as if there were nothing but what is known: for those who asked for that."""
    rules = _ruled(policy, environment)
    rules = replace(rules, checks=replace(rules.checks, scanners=()))
    examined = [look for look in looks if any(result.state != "failed" for result in look.checks)]
    return tuple(_answer(gate, examined if gate == "checks" else looks, rules, _known_part) for gate in ASKED)


def _answer(gate: str, looks: Sequence[Look], rules: Policy, plan_of: Callable[[Look], Known[PlanFact]]) -> Answer:
    name = next(iter(rules.environments))
    projects = tuple(_project(look, name, plan_of(look)) for look in looks)
    facts = Facts(actor="", change=_NOBODYS, environment=name, projects=projects)
    return GATES[gate]("merge", facts, rules, datetime.now(UTC))


def _ruled(policy: Policy | None, environment: str | None) -> Policy:
    """The rules with the one environment in question; without a governance file, or outside every one, no limits."""
    if policy is None or environment is None:
        rules = policy or Policy(revision="", source="")
        nowhere = Environment(name="(no environment)", display="this place")
        return replace(rules, environments={nowhere.name: nowhere}, max_resources={})
    return replace(policy, environments={environment: policy.environments[environment]})


def _project(look: Look, environment: str, plan: Known[PlanFact]) -> ProjectFact:
    project = look.project
    return ProjectFact(
        key=project.key,
        label=project.label,
        dir=project.dir,
        workspace=project.workspace,
        environment=environment,
        plan=plan,
    )


def _plan(look: Look) -> Known[PlanFact]:
    if look.content is None or look.cost is None:
        return Unknown(unknown_because=look.no_plan)
    return replace(
        _code(look),
        has_changes=not look.content.is_empty,
        cost=look.cost.increase,
        currency=look.cost.currency,
        made=look.content.made,
    )


def _known_part(look: Look) -> PlanFact:
    plan = _code(look)
    checks = tuple(result for result in look.checks if result.state != "failed")
    if look.content is None or look.cost is None or look.cost.trouble:
        return replace(plan, has_changes=False, checks=checks)
    made = {kind: count for kind, count in look.content.made.items() if not isinstance(count, Unknown)}
    return replace(
        plan,
        has_changes=not look.content.is_empty,
        cost=look.cost.difference,
        currency=look.cost.currency,
        made=made,
        checks=checks,
    )


def _code(look: Look) -> PlanFact:
    """What is known of every project, with a plan or without."""
    return PlanFact(run_id="", digest="", head_sha="", deployable=False, has_changes=True, checks=look.checks)
