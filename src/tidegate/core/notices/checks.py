"""What checks found, in words and tables: what the change brings first, what was there before on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidegate.core.checks.model import SEVERITIES, CheckResult, Finding
from tidegate.core.notices.model import Block, Fold, Listing, Span, Table, code, line, link, strong, text
from tidegate.core.notices.parts import FOLD_OVER
from tidegate.core.words import Words, say

# More rows help nobody in a comment; the page has them all.
ROWS_SHOWN = 50

_SIGNS = {"CRITICAL": "🔴", "HIGH": "🔴", "MEDIUM": "🟠", "LOW": "🟡", "WARN": "⚪"}


def check_blocks(results: Sequence[CheckResult]) -> tuple[Block, ...]:
    """The section on checks under a plan; nothing where none was asked for."""
    evaluated = [result for result in results if result.state != "skipped"]
    if not evaluated:
        return ()
    new = in_order(finding for result in evaluated for finding in result.findings if finding.is_new)
    old = in_order(finding for result in evaluated for finding in result.findings if not finding.is_new)
    return (_headline(evaluated, new), *_table(new), *_failed(evaluated), *_old(old))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The severest first, then by resource and rule."""
    return tuple(sorted(findings, key=lambda each: (-SEVERITIES.index(each.severity), each.address, each.id)))


def _headline(results: Sequence[CheckResult], new: Sequence[Finding]) -> Block:
    names = ", ".join(result.check for result in results)
    if new:
        count = say("{count} new finding" if len(new) == 1 else "{count} new findings", count=len(new))
        return text(say("🔎 Checks:"), " ", strong(count), f" ({names}).")
    if any(result.state == "failed" for result in results):
        return text(say("🔎 Checks:"), " ", strong(say("not all could be evaluated")), f" ({names}).")
    return text(say("🔎 Checks: nothing new"), f" ({names}).")


def _counted(count: int) -> Words:
    return say("{count} finding" if count == 1 else "{count} findings", count=count)


def _table(findings: Sequence[Finding]) -> tuple[Block, ...]:
    if not findings:
        return ()
    table = Table(columns=("", say("Where"), say("Finding")), rows=tuple(_row(each) for each in findings[:ROWS_SHOWN]))
    rest = len(findings) - ROWS_SHOWN
    more = (text(say("and {count} more.", count=rest)),) if rest > 0 else ()
    if len(findings) <= FOLD_OVER:
        return (table, *more)
    return (Fold(summary=_counted(len(findings)), blocks=(table, *more)),)


def _row(finding: Finding) -> tuple[tuple[Span, ...], ...]:
    rule = link(finding.id, finding.link) if finding.link else code(finding.id)
    return (
        line(f"{_SIGNS[finding.severity]} {finding.severity}"),
        _where(finding),
        (*line(f"{finding.message} "), rule),
    )


def _where(finding: Finding) -> tuple[Span, ...]:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    parts = [code(part) for part in (finding.address, place) if part]
    return tuple(parts[:1]) + tuple(span for part in parts[1:] for span in (Span(text=" "), part))


def _failed(results: Sequence[CheckResult]) -> tuple[Block, ...]:
    items = tuple(line("✋ ", code(each.check), ": ", each.reason) for each in results if each.state == "failed")
    return (Listing(items=items),) if items else ()


def _old(findings: Sequence[Finding]) -> tuple[Block, ...]:
    if not findings:
        return ()
    summary = say("There before: {findings}", findings=_counted(len(findings)))
    return (Fold(summary=summary, blocks=_table(findings)),)
