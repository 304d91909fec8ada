"""What checks find: one shape for every tool."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tidegate.core.words import Wording

Severity: TypeAlias = Literal["WARN", "LOW", "MEDIUM", "HIGH", "CRITICAL"]
SEVERITIES: tuple[Severity, ...] = ("WARN", "LOW", "MEDIUM", "HIGH", "CRITICAL")
"""From the mildest; `WARN` never blocks, whatever `block_from` says."""

CheckState = Literal["passed", "found", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check has to say.

    Attributes:
        id: The tool's own name of the rule: `CKV_AWS_24`, `open_ingress`.
        message: A sentence for people.
        address: The resource instance; empty when it is about a file.
        file: Path from the repository's root; empty when not known.
        line: From 1; 0 when not known.
        link: Where the remedy is described; empty when nowhere.
        is_new: Whether the change brings it; one that was there before is shown and never blocks. What nobody could
            compare is new.
        also: Other tools' ids of the same thing about the same resource.
    """

    id: str
    severity: Severity
    message: str
    address: str = ""
    file: str = ""
    line: int = 0
    link: str = ""
    is_new: bool = True
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What became of one check of one project.

    Attributes:
        check: Its name: `fmt`, `naming`, `checkov`.
        state: `failed` when it could not be evaluated, which is never fine; `skipped` when nobody asked for it or its
            tool is not there and nobody named it.
        reason: Why it failed or was skipped, a sentence; empty otherwise.
        output: The tail of what a failed tool printed.
    """

    check: str
    state: CheckState
    findings: tuple[Finding, ...] = ()
    reason: Wording = ""
    output: str = ""


def result_of(check: str, findings: tuple[Finding, ...]) -> CheckResult:
    """A check that was evaluated."""
    return CheckResult(check=check, state="found" if findings else "passed", findings=findings)


def worst(severities: Iterable[Severity]) -> Severity:
    """The severest of several; at least one is given."""
    return max(severities, key=SEVERITIES.index)
