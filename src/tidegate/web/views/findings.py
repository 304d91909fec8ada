"""What checks found in an environment's plans, as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tidegate.core.checks.model import CheckResult, Finding, Severity
from tidegate.core.notices.checks import in_order
from tidegate.web.views.badges import Badge

SEVERITY: dict[Severity, Badge] = {
    "CRITICAL": Badge(text="Critical", tone="bad"),
    "HIGH": Badge(text="High", tone="bad"),
    "MEDIUM": Badge(text="Medium", tone="warn"),
    "LOW": Badge(text="Low", tone="quiet"),
    "WARN": Badge(text="Warning", tone="quiet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """`place` is `environments/prod/redis.tf:12`, or empty."""

    badge: Badge
    message: str
    address: str
    place: str
    rules: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksView:
    """The card of a plan.

    Attributes:
        says: What became of all of them, one sentence.
        names: Those that were evaluated.
        failed: Name, reason and the tail of what it printed.
    """

    says: str
    names: tuple[str, ...]
    new: tuple[FindingView, ...]
    old: tuple[FindingView, ...]
    failed: tuple[tuple[str, str, str], ...]


def checks_view(results: Sequence[CheckResult]) -> ChecksView | None:
    """None where no check was asked for."""
    asked = [result for result in results if result.state != "skipped"]
    if not asked:
        return None
    found = [finding for result in asked for finding in result.findings]
    new = [finding for finding in found if finding.is_new]
    failed = tuple((each.check, str(each.reason), each.output) for each in asked if each.state == "failed")
    return ChecksView(
        says=_says(len(new), len(failed)),
        names=tuple(result.check for result in asked if result.state != "failed"),
        new=_views(new),
        old=_views(finding for finding in found if not finding.is_new),
        failed=failed,
    )


def _says(new: int, failed: int) -> str:
    brought = f"{new} new finding{'' if new == 1 else 's'}" if new else "Nothing new"
    return f"{brought}; {failed} could not be evaluated" if failed else brought


def _views(findings: Iterable[Finding]) -> tuple[FindingView, ...]:
    return tuple(_view(finding) for finding in in_order(findings))


def _view(finding: Finding) -> FindingView:
    return FindingView(
        badge=SEVERITY[finding.severity],
        message=finding.message,
        address=finding.address,
        place=f"{finding.file}:{finding.line}" if finding.line else finding.file,
        rules=(finding.id, *finding.also),
        link=finding.link,
    )
