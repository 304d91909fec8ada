"""The comment that shows applies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.core.commands.grammar import hint
from tidegate.core.gates.policy import Link
from tidegate.core.notices.closing_lists import Followed, after_blocks
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
from tidegate.core.notices.parts import SHOW_OUTPUT, banners, counted, failure, log, named, output, titled
from tidegate.core.notices.results import AfterResult, ApplyResult
from tidegate.core.words import Wording, say

_STATES = {
    "queued": say("⏳ queued"),
    "running": say("⏳ running"),
    "applied": say("✅ applied"),
    "failed": say("❌ failed"),
    "interrupted": say("🆘 interrupted"),
    "changed": say("⛔ plan changed"),
}


_TESTS = {"running": "⏳", "passed": "✅", "failed": "❌"}


def compose(
    results: Sequence[ApplyResult],
    change: Change,
    notes: tuple[Wording, ...] = (),
    tests: Sequence[AfterResult] = (),
    followed: Sequence[Followed] = (),
    *,
    pages: Sequence[Link] = (),
) -> Notice:
    """The comment for one apply command, from its start to the end of the commands after it, and while what it deployed
    is looked after.
    """
    if not results:
        nothing = say("there is no plan to apply. Comment `atlantis plan`.")
        return Notice(blocks=(text("Ran Apply for 0 projects: ", nothing),))
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
            *_pages(pages),
            *after_blocks(followed),
            *_next(results, change),
        )
    )


def _table(results: Sequence[ApplyResult]) -> Table:
    return Table(
        columns=(say("Project"), say("Environment"), say("State")), rows=tuple(_row(result) for result in results)
    )


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
            return (text(say("⏳ Apply in progress...")), *log(result.log_url))
        case "applied":
            return (output(result.output, summary=SHOW_OUTPUT),) if result.output else ()
        case "failed":
            return (*failure(say("Apply Error"), result.error, result.output), *log(result.log_url))
        case "interrupted":
            return (text(strong(say("Interrupted")), ": ", result.error), _look(), *log(result.log_url))
        case "changed":
            said = (output(result.output, summary=SHOW_OUTPUT),) if result.output else ()
            again = say("Comment `{command}`.", command=hint("plan", result.project))
            return (text(strong(say("Apply Failed")), ": ", result.error, " ", again), *said)


def _look() -> Block:
    return text(
        say(
            "Nobody knows how far Terraform got, so nothing else is applied to this project for now. Compare its state "
            "and log with what is really there, then comment `atlantis unlock` and plan again."
        )
    )


def _summary(results: Sequence[ApplyResult]) -> tuple[Block, ...]:
    """Atlantis: its "Apply Summary", the same in every language."""
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
    outputs = (
        output(within(test.output, most), summary=say("Output of {command}", command=test.command)) for test in shown
    )
    return (Heading(text=say("After the apply")), Listing(items=lines), *outputs)


def _pages(pages: Sequence[Link]) -> tuple[Block, ...]:
    """Where to look at what was deployed."""
    if not pages:
        return ()
    links = [part for page in pages for part in (link(page.name, page.url), " · ")][:-1]
    return (text(strong(say("Monitoring")), ": ", *links),)


def _next(results: Sequence[ApplyResult], change: Change) -> tuple[Block, ...]:
    if change.state != "open" or not all(result.state == "applied" for result in results):
        return ()
    done = say("🎉 Applied. This pull request can be merged when its checks are green.")
    return (Listing(items=(line(done),)),)
