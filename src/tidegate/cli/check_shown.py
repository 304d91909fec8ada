"""A report for people: on a terminal with colours, plain when it is piped or NO_COLOR is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from tidegate.cli.check_looks import Look
from tidegate.cli.check_report import Report
from tidegate.core.checks.model import CheckResult, Finding
from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.totals import movers
from tidegate.core.gates.decision import Answer, Verdict
from tidegate.core.known import Unknown
from tidegate.core.money import shown, shown_change
from tidegate.core.notices.checks import in_order
from tidegate.render.plain import one_line, printable

ROWS = 30  # Resources and findings of a project; `--json` has them all.
_SIGNS: dict[Verdict, tuple[str, str]] = {
    "pass": ("✓", "green"),
    "warn": ("!", "yellow"),
    "pending": ("?", "yellow"),
    "block": ("✗", "red"),
}
_COLOURS = {"CRITICAL": "red", "HIGH": "red", "MEDIUM": "yellow"}


def show(report: Report, console: Console) -> None:
    """Print all of it."""
    for note in report.notes:
        _print(console, note, style="dim")
    for look in report.looks:
        _show_project(look, console)
    for environment, answers in report.gates.items():
        _print(console, f"\nGates of {environment or 'projects outside every environment'}:", style="bold")
        for answer in answers:
            _show_answer(answer, console)
    _show_end(report, console)


def _show_project(look: Look, console: Console) -> None:
    _print(console, f"\n{look.project.label} ({look.environment or 'in no environment'})", style="bold")
    for line in (*_plan(look), *_cost(look.cost)):
        _print(console, f"  {line}")
    for result in look.checks:
        _show_check(result, console)
    for step in look.left_out:
        _print(console, f"  A server also runs: {step}", style="dim")


def _plan(look: Look) -> Iterator[str]:
    if look.content is None:
        yield f"No plan: {look.no_plan}."
        yield from (f"  {line}" for line in printable(look.output).strip().splitlines())
    elif look.content.is_empty:
        yield "Plan: nothing changes."
    else:
        counts = look.content.counts
        yield f"Plan: {counts.adds} to add, {counts.changes} to change, {counts.destroys} to destroy."


def _cost(cost: CostEstimate | None) -> Iterator[str]:
    if cost is None:
        return
    if cost.trouble:
        yield f"Cost unknown: {cost.trouble}"
        return
    source = f"{cost.engine}, prices of {cost.as_of}" if cost.as_of else cost.engine
    amounts = f"{shown(cost.past, cost.currency)} → {shown(cost.future, cost.currency)}; {source}"
    if isinstance(cost.increase, Unknown):
        known = shown_change(cost.difference, cost.currency)
        yield f"Cost unknown: what could be priced is {known} a month ({amounts})."
    else:
        yield f"Cost: {shown_change(cost.increase, cost.currency)} a month ({amounts})."
    moved = movers((cost,))
    for each in moved[:ROWS]:
        yield f"  {shown_change(each.difference or each.future, cost.currency):>14}  {each.address}"
    yield from _more(moved)
    for each in cost.unpriced[:ROWS]:
        yield f"  {'not priced':>14}  {each.address}: {each.unpriced}"
    yield from _more(cost.unpriced)
    for each in [each for each in cost.resources if each.is_usage_based and each.action != "no-op"][:ROWS]:
        yield f"  {'by usage':>14}  {each.address}: not counted"


def _more(shown_: Sequence[object]) -> Iterator[str]:
    if len(shown_) > ROWS:
        yield f"  and {len(shown_) - ROWS} more"


def _show_check(result: CheckResult, console: Console) -> None:
    if result.state == "skipped":
        return
    sign, colour = _SIGNS[_verdict(result)]
    new = in_order(finding for finding in result.findings if finding.is_new)
    old = len(result.findings) - len(new)
    said = result.reason if result.state == "failed" else ", ".join(_counts(len(new), old)) or "nothing found"
    _print(console, f"  {sign} {result.check}: {said}", style=colour)
    for finding in new[:ROWS]:
        _print(console, f"      {_finding(finding)}", style=_COLOURS.get(finding.severity, ""))
    for line in _more(new):
        _print(console, f"    {line}")
    if result.state == "failed" and result.output:
        for line in printable(result.output).strip().splitlines()[-ROWS:]:
            _print(console, f"      {line}", style="dim")


def _verdict(result: CheckResult) -> Verdict:
    if result.state == "failed":
        return "pending"
    return "warn" if any(finding.is_new for finding in result.findings) else "pass"


def _counts(new: int, old: int) -> Iterator[str]:
    if new:
        yield f"{new} new finding{'s' * (new != 1)}"
    if old:
        yield f"{old} {'was' if old == 1 else 'were'} there before"


def _finding(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    where = " ".join(filter(None, (finding.address, place)))
    return f"{finding.severity} {finding.id}{f' at {where}' if where else ''}: {finding.message}"


def _show_answer(answer: Answer, console: Console) -> None:
    sign, colour = _SIGNS[answer.verdict]
    _print(console, f"  {sign} {answer.gate}: {answer.reason}", style=colour)
    for detail in answer.details:
        _print(console, f"      {detail}")
    if answer.remedy:
        _print(console, f"      To turn it green: {answer.remedy}.")


def _show_end(report: Report, console: Console) -> None:
    if report.unknown:
        counted = "which does not count, as asked" if report.allows_unknown else "which `--allow-unknown` lets through"
        _print(console, f"\nNot known, {counted}:", style="bold")
        for sentence in report.unknown:
            _print(console, f"  ? {sentence}", style="yellow")
    if report.exit_code:
        _print(console, "\nThis would not go through.", style="bold red")
    else:
        _print(console, "\nNothing blocks.", style="bold green")


def _print(console: Console, line: str, *, style: str = "") -> None:
    """One line. What it says comes from plans and tools, and may hold anything."""
    lead = "\n" if line.startswith("\n") else ""
    console.print(Text(lead + one_line(line.removeprefix("\n")), style=style), soft_wrap=True, highlight=False)
