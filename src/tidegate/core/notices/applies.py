"""The comment that shows applies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.core.commands.grammar import hint
from tidegate.core.notices.lengths import share, within
from tidegate.core.notices.model import (
    Block,
    Heading,
    Listing,
    Notice,
    Span,
    Table,
    Text,
    code,
    line,
    link,
    strong,
    text,
)
from tidegate.core.notices.parts import banners, counted, failure, log, named, output, titled
from tidegate.core.notices.results import AfterResult, ApplyResult

_STATES = {
    "queued": "⏳ queued",
    "running": "⏳ running",
    "applied": "✅ applied",
    "failed": "❌ failed",
    "interrupted": "🆘 interrupted",
    "changed": "⛔ plan changed",
}


_TESTS = {"running": "⏳", "passed": "✅", "failed": "❌"}


def compose(
    results: Sequence[ApplyResult],
    change: Change,
    notes: tuple[str, ...] = (),
    tests: Sequence[AfterResult] = (),
) -> Notice:
    """The comment for one apply command, at any moment between its start and the end of the commands after it."""
    if not results:
        return Notice(
            blocks=(text("Ran Apply for 0 projects: there is no plan to apply. Comment ", code("atlantis plan")),)
        )
    most = share(len(results))
    shown = [replace(result, output=within(result.output, most)) for result in results]
    sections = [block for result in shown for block in _section(result, len(results))]
    return Notice(
        blocks=(
            *titled("Apply", [result.project for result in results]),
            *banners(notes),
            _table(results),
            *sections,
            *_summary(results),
            *_tests(tests),
            *_next(results, change),
        )
    )


def _table(results: Sequence[ApplyResult]) -> Table:
    return Table(columns=("Project", "Environment", "State"), rows=tuple(_row(result) for result in results))


def _row(result: ApplyResult) -> tuple[tuple[Span, ...], ...]:
    state = _STATES[result.state]
    shown = link(state, result.log_url) if result.log_url else state
    return (line(code(result.project.label)), line(result.environment or "-"), line(shown))


def _section(result: ApplyResult, of: int) -> tuple[Block, ...]:
    heading = (Heading(text=result.project.label), Text(spans=named(result.project))) if of > 1 else ()
    return (*heading, *_details(result))


def _details(result: ApplyResult) -> tuple[Block, ...]:
    match result.state:
        case "queued" | "running":
            return (text("⏳ Apply in progress..."), *log(result.log_url))
        case "applied":
            return (output(result.output, summary="Show Output"),) if result.output else ()
        case "failed":
            return (*failure("Apply Error", result.error, result.output), *log(result.log_url))
        case "interrupted":
            return (text(strong("Interrupted"), f": {result.error}"), _look(), *log(result.log_url))
        case "changed":
            said = (output(result.output, summary="Show Output"),) if result.output else ()
            again = code(hint("plan", result.project))
            return (text(strong("Apply Failed"), f": {result.error} Comment ", again, "."), *said)


def _look() -> Block:
    return text(
        "Nobody knows how far Terraform got, so nothing else is applied to this project for now. Compare its state and "
        "log with what is really there, then comment ",
        code("atlantis unlock"),
        " and plan again.",
    )


def _summary(results: Sequence[ApplyResult]) -> tuple[Block, ...]:
    """Atlantis: its "Apply Summary"."""
    if len(results) < 2 or any(result.state in ("queued", "running") for result in results):
        return ()
    done = sum(result.state == "applied" for result in results)
    words = f"{counted(len(results), 'project')}, {done} successful, {len(results) - done} failed"
    return (Heading(text="Apply Summary"), text(words))


def _tests(tests: Sequence[AfterResult]) -> tuple[Block, ...]:
    """What was run in the repository afterwards: all of it green is a tested deployment."""
    if not tests:
        return ()
    lines = tuple(line(f"{_TESTS[test.state]} ", code(test.command), f" ({test.environment})") for test in tests)
    most = share(len(tests))
    shown = [test for test in tests if test.state == "failed" and test.output]
    outputs = (output(within(test.output, most), summary=f"Output of {test.command}") for test in shown)
    return (Heading(text="After the apply"), Listing(items=lines), *outputs)


def _next(results: Sequence[ApplyResult], change: Change) -> tuple[Block, ...]:
    if change.state != "open" or not all(result.state == "applied" for result in results):
        return ()
    return (Listing(items=(line("🎉 Applied. This pull request can be merged when its checks are green."),)),)
