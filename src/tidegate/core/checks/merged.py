"""Findings about what is merged already: in an environment that is only planned no state says that it was there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tidegate.core.checks.model import CheckResult

OF_INSTANCES = frozenset({"builtin", "naming", "tags"})
"""Checks that look at one resource instance of a plan at a time. Scanners are run on the base themselves."""


def without_merged(results: Sequence[CheckResult], merged: Collection[str]) -> tuple[CheckResult, ...]:
    """The results with what they find about `merged` addresses as old: the base's plan does the very same to them."""
    return tuple(_seen(result, merged) if result.check in OF_INSTANCES else result for result in results)


def _seen(result: CheckResult, merged: Collection[str]) -> CheckResult:
    findings = (
        replace(finding, is_new=finding.is_new and finding.address not in merged) for finding in result.findings
    )
    return replace(result, findings=tuple(findings))
