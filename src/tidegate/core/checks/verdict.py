"""What findings mean for an apply: which of them block, what could not be evaluated, and all of it in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tidegate.core.checks.model import SEVERITIES, CheckResult, Finding, Severity


def blocks(finding: Finding, block_from: Severity) -> bool:
    """Whether the finding alone stops an apply: new, at least as severe as `block_from`, and no mere warning."""
    severe = SEVERITIES.index(finding.severity) >= SEVERITIES.index(block_from)
    return finding.is_new and severe and finding.severity != "WARN"


def blocking(results: Sequence[CheckResult], block_from: Severity) -> tuple[Finding, ...]:
    """Every finding that blocks, in the order of the checks."""
    return tuple(each for result in results for each in result.findings if blocks(each, block_from))


def pending(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """Checks that could not be evaluated: until they are, nobody can say that all is fine."""
    return tuple(result for result in results if result.state == "failed")


def summary(results: Sequence[CheckResult], block_from: Severity) -> str:
    """Checks in one line: `2 new findings from HIGH up, 5 were there before; checkov was not evaluated`."""
    evaluated = ", ".join(_counts(results, block_from))
    missing = tuple(result.check for result in pending(results))
    verb = "was" if len(missing) == 1 else "were"
    parts = (evaluated, f"{' and '.join(missing)} {verb} not evaluated" if missing else "")
    return "; ".join(filter(None, parts)) or "nothing found"


def _counts(results: Sequence[CheckResult], block_from: Severity) -> Iterator[str]:
    findings = [each for result in results for each in result.findings]
    severe = len(blocking(results, block_from))
    new = sum(each.is_new for each in findings)
    old = len(findings) - new
    if severe:
        yield f"{severe} new finding{'s' * (severe != 1)} from {block_from} up"
    if new - severe:
        yield f"{new - severe} new below" if severe else f"{new} new finding{'s' * (new != 1)}, none of which blocks"
    if old:
        yield f"{old} {'was' if old == 1 else 'were'} there before"
