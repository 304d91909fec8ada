"""Gate `checks`: every check was evaluated, and the change brings no finding of a severity that blocks.

What was there before the change never blocks, and neither does a warning. A check without a result is not evaluated.
In the last environment of a row of promotions, remote modules without a version and a missing lock file block too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tidegate.core.checks.model import SEVERITIES, CheckResult, Finding
from tidegate.core.checks.rules import CheckRules
from tidegate.core.checks.verdict import blocks, pending
from tidegate.core.gates.decision import Action, Answer, Verdict
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import Governance, last_of
from tidegate.core.gates.rules import Rules, governed, place
from tidegate.core.known import Unknown
from tidegate.core.words import Wording, Words, as_clause, say

GATE = "checks"
SHOWN = 5  # Findings an answer names.
_CORRECT = Need(act="change", does=say("correct what is found and push"))
_PIN = Need(act="change", does=say("pin the module's version, or commit the lock file that `terraform init` writes"))
_AGAIN = Need(
    act="plan",
    does=say("comment `atlantis plan` to have it checked again; if that fails too, ask whoever runs this server"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What there is to say.

    Attributes:
        blocking, milder: New findings, the severest first.
        gaps: Sentences about what was not evaluated.
        loose: Sentences about what may be another thing at the next init, where that matters.
    """

    blocking: tuple[Finding, ...]
    milder: tuple[Finding, ...]
    gaps: tuple[Wording, ...]
    loose: tuple[Wording, ...] = ()


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """Everything found and everything not evaluated is named at once; what blocks leads."""
    rules = governed(facts, policy)
    mark = rules.policy.mark("checks", "security", "block_from")
    seen = _seen(facts, rules.policy.checks)
    if _is_last(rules):
        seen = replace(seen, loose=tuple(line for project in facts.projects for line in _loose(project)))
    severe = say("{severity} or above{place}", severity=rules.policy.checks.block_from, place=place(mark))
    return replace(_answer(seen, severe), rule=mark)


def _answer(seen: _Seen, severe: Words) -> Answer:
    if seen.blocking:
        reason = say(
            "The change brings {findings} of severity {severe}.", findings=_counted(seen.blocking), severe=severe
        )
        lines = (*_lines(seen.blocking), *seen.loose, *seen.gaps)
        return _no("block", reason, _needs(seen), lines)
    if seen.loose:
        first, *others = (*seen.loose, *seen.gaps)
        return _no("block", first, _needs(seen), others)
    if seen.gaps:
        first, *others = seen.gaps
        return _no("pending", first, _needs(seen), others)
    if seen.milder:
        reason = say(
            "The change brings {findings}, none of severity {severe}.", findings=_counted(seen.milder), severe=severe
        )
        return Answer(gate=GATE, verdict="warn", reason=reason, details=_lines(seen.milder))
    return Answer(gate=GATE, verdict="pass", reason=say("Every check passed."))


def _no(verdict: Verdict, reason: Wording, needs: tuple[Need, ...], lines: Sequence[Wording]) -> Answer:
    return Answer(gate=GATE, verdict=verdict, reason=reason, remedy=needs[0].does, needs=needs, details=tuple(lines))


def _needs(seen: _Seen) -> tuple[Need, ...]:
    """What blocks leads."""
    told = ((seen.blocking, _CORRECT), (seen.loose, _PIN), (seen.gaps, _AGAIN))
    return tuple(need for there, need in told if there)


def _seen(facts: Facts, asked: CheckRules) -> _Seen:
    found = [finding for project in facts.projects for finding in _new_findings(project)]
    found.sort(key=lambda finding: (-SEVERITIES.index(finding.severity), finding.address, finding.id))
    return _Seen(
        blocking=tuple(finding for finding in found if blocks(finding, asked.block_from)),
        milder=tuple(finding for finding in found if not blocks(finding, asked.block_from)),
        gaps=tuple(gap for project in facts.projects for gap in _gaps(project, asked)),
    )


def _is_last(rules: Rules) -> bool:
    """Whether what is applied here goes no further."""
    return rules.environment in last_of(rules.policy.environments)


def _loose(project: ProjectFact) -> Iterator[Words]:
    for what in project.plan.loose if isinstance(project.plan, PlanFact) else ():
        yield say(
            "`{what}` of `{project}` may be another at the next init: nothing fixes its version.",
            what=what,
            project=project.label,
        )


def _results(project: ProjectFact) -> tuple[CheckResult, ...]:
    if not isinstance(project.plan, PlanFact) or isinstance(project.plan.checks, Unknown):
        return ()
    return project.plan.checks


def _new_findings(project: ProjectFact) -> Iterator[Finding]:
    return (finding for result in _results(project) for finding in result.findings if finding.is_new)


def _gaps(project: ProjectFact, asked: CheckRules) -> Iterator[Words]:
    results = _results(project)
    if not results:
        yield say("The checks of `{project}` were not evaluated: {why}.", project=project.label, why=_why_none(project))
        return
    for result in pending(results):
        why = as_clause(result.reason) or say("it failed")
        yield say(
            "`{check}` of `{project}` was not evaluated: {why}.", check=result.check, project=project.label, why=why
        )
    ran = {result.check for result in results if result.state != "skipped"}
    for scanner in asked.scanners:
        if scanner not in ran:
            why = say("the rules name it and it did not run")
            yield say(
                "`{check}` of `{project}` was not evaluated: {why}.", check=scanner, project=project.label, why=why
            )


def _why_none(project: ProjectFact) -> Wording:
    plan = project.plan
    if plan is None:
        return say("there is no plan")
    if isinstance(plan, Unknown):
        return plan.unknown_because
    return plan.checks.unknown_because if isinstance(plan.checks, Unknown) else say("none has run")


def _counted(findings: tuple[Finding, ...]) -> Words:
    count = len(findings)
    return say("{count} new finding" if count == 1 else "{count} new findings", count=count)


def _lines(findings: tuple[Finding, ...]) -> tuple[Wording, ...]:
    more = (say("and {count} more", count=len(findings) - SHOWN),) if len(findings) > SHOWN else ()
    return (*(_line(finding) for finding in findings[:SHOWN]), *more)


def _line(finding: Finding) -> str:
    """``HIGH `open_ingress` at `aws_security_group.redis` (main.tf:12): SSH is open to the world``."""
    where = f" at `{finding.address}`" if finding.address else ""
    file = f"{finding.file}:{finding.line}" if finding.line else finding.file
    return f"{finding.severity} `{finding.id}`{where}{f' ({file})' if file else ''}: {finding.message}"
