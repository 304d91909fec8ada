"""What `verify` and `check` have to say in the end, its exit code, and its forms for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tidegate import __version__
from tidegate.cli.check_looks import Look, answers, answers_about_the_known, unknowns
from tidegate.core.checks.sarif import SCHEMA, sarif
from tidegate.core.costs.model import CostEstimate, ResourceCost
from tidegate.core.gates.decision import SEVERITY, Answer
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All there is to say.

    Attributes:
        notes: What people should know of how it was looked at, sentences.
        gates: Environment → what its gates answer; None for projects outside every environment.
        unknown: Sentences about what nobody can say.
        allows_unknown: Whether somebody asked that what is unknown does not count.
    """

    notes: tuple[str, ...]
    looks: tuple[Look, ...]
    gates: Mapping[str | None, tuple[Answer, ...]]
    unknown: tuple[str, ...]
    allows_unknown: bool

    @property
    def against(self) -> tuple[Answer, ...]:
        """Answers that stand in the way."""
        each = (answer for asked in self.gates.values() for answer in asked)
        return tuple(answer for answer in each if SEVERITY[answer.verdict] >= SEVERITY["pending"])

    @property
    def exit_code(self) -> int:
        """0 nothing blocks, 1 something blocks or is unknown."""
        return int(bool(self.against) or bool(self.unknown and not self.allows_unknown))


def report(looks: Sequence[Look], policy: Policy | None, notes: Sequence[str], *, allow_unknown: bool) -> Report:
    """Ask the gates of each environment about its projects."""
    ask = answers_about_the_known if allow_unknown else answers
    names = dict.fromkeys(look.environment for look in looks)
    return Report(
        notes=tuple(notes),
        looks=tuple(looks),
        gates={name: ask([look for look in looks if look.environment == name], name, policy) for name in names},
        unknown=tuple(sentence for look in looks for sentence in unknowns(look)),
        allows_unknown=allow_unknown,
    )


def document(report: Report) -> dict[str, Any]:
    """Amounts are decimal texts; null is unknown."""
    return {
        "exit_code": report.exit_code,
        "notes": report.notes,
        "projects": [_project(look) for look in report.looks],
        "gates": [_gate(name, answer) for name, asked in report.gates.items() for answer in asked],
        "unknown": report.unknown,
    }


def as_sarif(report: Report) -> dict[str, Any]:
    """One document for all projects."""
    documents = [sarif(look.checks, look.project.label, __version__) for look in report.looks]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run for each in documents for run in each["runs"]]}


def _project(look: Look) -> dict[str, Any]:
    return {
        "project": look.project.label,
        "dir": look.project.dir,
        "workspace": look.project.workspace,
        "environment": look.environment,
        "plan": asdict(look.content.counts) if look.content else None,
        "no_plan": look.no_plan or None,
        "cost": _cost(look.cost) if look.cost else None,
        "checks": [{**asdict(result), "reason": str(result.reason)} for result in look.checks],
        "left_out": look.left_out,
    }


def _cost(cost: CostEstimate) -> dict[str, Any]:
    increase = cost.increase
    is_unknown = isinstance(increase, Unknown)
    return {
        "engine": cost.engine,
        "currency": cost.currency,
        "as_of": cost.as_of,
        "past": str(cost.past),
        "future": str(cost.future),
        "increase": None if is_unknown else str(increase),
        "unknown_because": str(increase.unknown_because) if isinstance(increase, Unknown) else None,
        "resources": [_resource(each) for each in cost.resources],
    }


def _resource(cost: ResourceCost) -> dict[str, Any]:
    return {
        "address": cost.address,
        "type": cost.type,
        "action": cost.action,
        "past": None if cost.unpriced else str(cost.past),
        "future": None if cost.unpriced else str(cost.future),
        "unpriced": str(cost.unpriced) or None,
        "depends_on_usage": cost.is_usage_based,
        "region": cost.region,
        "notes": cost.notes,
    }


def _gate(environment: str | None, answer: Answer) -> dict[str, Any]:
    return {
        "environment": environment,
        "gate": answer.gate,
        "verdict": answer.verdict,
        "reason": str(answer.reason),
        "remedy": str(answer.remedy),
        "rule": answer.rule.short if answer.rule else None,
        "details": [str(detail) for detail in answer.details],
    }
