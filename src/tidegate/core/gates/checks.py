"""Gate `checks`: every check was evaluated, and the change brings no finding of a severity that blocks.

What was there before the change never blocks, and neither does a warning. A check without a result is not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tidegate.core.checks.model import SEVERITIES, CheckResult, Finding
from tidegate.core.checks.rules import CheckRules
from tidegate.core.checks.verdict import blocks, pending
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import governed, place
from tidegate.core.known import Unknown

GATE = "checks"
SHOWN = 5  # Findings an answer names.
_AGAIN = "comment `atlantis plan` to have it checked again; if that fails too, ask whoever runs this server"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What there is to say. Findings are new ones, the severest first; `gaps` are sentences about what was not done."""

    blocking: tuple[Finding, ...]
    milder: tuple[Finding, ...]
    gaps: tuple[str, ...]


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """Everything found and everything not evaluated is named at once; what blocks leads."""
    rules = governed(facts, policy)
    mark = rules.policy.mark("checks", "security", "block_from")
    found = _answer(_seen(facts, rules.policy.checks), f"{rules.policy.checks.block_from} or above{place(mark)}")
    return replace(found, rule=mark)


def _answer(seen: _Seen, severe: str) -> Answer:
    if seen.blocking:
        reason = f"The change brings {_counted(seen.blocking)} of severity {severe}."
        lines = (*_lines(seen.blocking), *seen.gaps)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy="correct what is found and push", details=lines)
    if seen.gaps:
        first, *others = seen.gaps
        return Answer(gate=GATE, verdict="pending", reason=first, remedy=_AGAIN, details=tuple(others))
    if seen.milder:
        reason = f"The change brings {_counted(seen.milder)}, none of severity {severe}."
        return Answer(gate=GATE, verdict="warn", reason=reason, details=_lines(seen.milder))
    return Answer(gate=GATE, verdict="pass", reason="Every check passed.")


def _seen(facts: Facts, asked: CheckRules) -> _Seen:
    found = [finding for project in facts.projects for finding in _new_findings(project)]
    found.sort(key=lambda finding: (-SEVERITIES.index(finding.severity), finding.address, finding.id))
    return _Seen(
        blocking=tuple(finding for finding in found if blocks(finding, asked.block_from)),
        milder=tuple(finding for finding in found if not blocks(finding, asked.block_from)),
        gaps=tuple(gap for project in facts.projects for gap in _gaps(project, asked)),
    )


def _results(project: ProjectFact) -> tuple[CheckResult, ...]:
    if not isinstance(project.plan, PlanFact) or isinstance(project.plan.checks, Unknown):
        return ()
    return project.plan.checks


def _new_findings(project: ProjectFact) -> Iterator[Finding]:
    return (finding for result in _results(project) for finding in result.findings if finding.is_new)


def _gaps(project: ProjectFact, asked: CheckRules) -> Iterator[str]:
    results = _results(project)
    if not results:
        yield f"The checks of `{project.label}` were not evaluated: {_why_none(project)}."
        return
    for result in pending(results):
        reason = result.reason.rstrip(".") or "it failed"
        yield f"`{result.check}` of `{project.label}` was not evaluated: {reason}."
    ran = {result.check for result in results if result.state != "skipped"}
    for scanner in asked.scanners:
        if scanner not in ran:
            yield f"`{scanner}` of `{project.label}` was not evaluated: the rules name it and it did not run."


def _why_none(project: ProjectFact) -> str:
    plan = project.plan
    if plan is None:
        return "there is no plan"
    if isinstance(plan, Unknown):
        return plan.unknown_because
    return plan.checks.unknown_because if isinstance(plan.checks, Unknown) else "none has run"


def _counted(findings: tuple[Finding, ...]) -> str:
    count = len(findings)
    return f"{count} new finding{'' if count == 1 else 's'}"


def _lines(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    more = (f"and {len(findings) - SHOWN} more",) if len(findings) > SHOWN else ()
    return (*(_line(finding) for finding in findings[:SHOWN]), *more)


def _line(finding: Finding) -> str:
    """``HIGH `open_ingress` at `aws_security_group.redis` (main.tf:12): SSH is open to the world``."""
    where = f" at `{finding.address}`" if finding.address else ""
    file = f"{finding.file}:{finding.line}" if finding.line else finding.file
    return f"{finding.severity} `{finding.id}`{where}{f' ({file})' if file else ''}: {finding.message}"
