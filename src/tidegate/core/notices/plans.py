"""The comment that shows plans: a table of all projects first, then each one's details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.core.commands.grammar import hint
from tidegate.core.gates.decision import Decision
from tidegate.core.known import Known
from tidegate.core.notices.checks import check_blocks
from tidegate.core.notices.costs import cost_blocks, cost_cell, environment_blocks, rest_blocks
from tidegate.core.notices.lengths import share, within
from tidegate.core.notices.missing import missing_blocks
from tidegate.core.notices.model import (
    Block,
    Code,
    Fold,
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
from tidegate.core.notices.resources import resource_blocks
from tidegate.core.notices.results import PlanResult, Rest
from tidegate.core.notices.troubles import advice
from tidegate.core.words import Wording, joined, say

DIGEST_SHOWN = 12

STATES = {
    "queued": say("⏳ queued"),
    "running": say("⏳ running"),
    "planned": say("✅ planned"),
    "failed": say("❌ failed"),
    "waiting": say("✋ waiting"),
    "cancelled": say("🛑 cancelled"),
}


def compose(
    results: Sequence[PlanResult],
    change: Change,
    notes: tuple[Wording, ...] = (),
    decisions: Sequence[Decision] = (),
    remarks: Sequence[Wording] = (),
) -> Notice:
    """The comment for one plan command, at any moment of its life.

    `decisions` are about applying what it planned, `remarks` sentences about the change as a whole.
    """
    if not results:
        return nothing()
    return Notice(
        blocks=(
            *titled("Plan", [result.project for result in results]),
            *banners(notes),
            _table(results),
            *missing_blocks(decisions, change.base_branch),
            *_sections(results),
            *_hints(tuple(remarks)),
            *environment_blocks(results),
            *_closing(results, change),
        ),
    )


def nothing() -> Notice:
    """The answer where no project is touched (Atlantis: its first line)."""
    nothing_covered = say("nothing in this pull request is covered by a project.")
    return Notice(blocks=(text("Ran Plan for 0 projects: ", nothing_covered),))


def _table(results: Sequence[PlanResult]) -> Table:
    names = (say("Project"), say("Environment"), say("Changes"), say("Cost a month"), say("State"), say("Use"))
    return Table(columns=names, rows=tuple(_row(result) for result in results))


def _row(result: PlanResult) -> tuple[tuple[Span, ...], ...]:
    state = STATES[result.state]
    return (
        line(code(result.project.label)),
        line(result.environment or "-"),
        line(changes(result)),
        line(cost_cell(result.cost)),
        line(link(state, result.log_url) if result.log_url else state),
        line(say("deployable") if result.deployable else say("speculative")),
    )


def changes(result: PlanResult) -> Wording:
    """`+1 ~0 -2`, or what there is instead of a count."""
    if result.content is None:
        return "-"
    if not result.has_changes:
        return say("no changes")
    return f"+{result.content.adds} ~{result.content.changes} -{result.content.destroys}"


def _sections(results: Sequence[PlanResult]) -> tuple[Block, ...]:
    """Each plan in full. Beside one that can be applied from here, those only looked at come last, in a line each."""
    short = [result for result in results if _is_aside(result)] if any(one.deployable for one in results) else []
    whole = [result for result in results if result not in short]
    most = share(len(whole))
    shown = [replace(result, output=within(result.output, most)) for result in whole]
    sections = (block for result in shown for block in _section(result, len(results)))
    return (*sections, *((Heading(text=say("Speculative plans")),) if short else ()), *map(_folded, short))


def _is_aside(result: PlanResult) -> bool:
    """Whether nobody has to do anything about a plan here: one that failed or waits is in everybody's way."""
    return result.state == "planned" and not result.deployable


def _folded(result: PlanResult) -> Block:
    """What Terraform printed is in the log."""
    parts = (result.project.label, result.environment or "-", changes(result), cost_cell(result.cost))
    return Fold(summary=joined(" · ", parts), blocks=(*log(result.log_url), *_details(replace(result, output=""))))


def _section(result: PlanResult, of: int) -> tuple[Block, ...]:
    heading = (Heading(text=f"{result.project.label}"), Text(spans=named(result.project))) if of > 1 else ()
    return (*heading, *_details(result))


def _details(result: PlanResult) -> tuple[Block, ...]:
    match result.state:
        case "planned":
            return (*_planned(result), *_looked_at(result), *_hints(result.hints), *_footer(result))
        case "failed":
            return (*_failure(result), *log(result.log_url), _again(result))
        case "waiting":
            return (text(say("✋ Not planned yet."), " ", result.waiting_for), *_hints(result.hints))
        case "cancelled":
            return (text(strong(say("Plan cancelled")), ": ", result.error), *log(result.log_url), _again(result))
        case "queued" | "running":
            return (text(say("⏳ Plan in progress...")), *log(result.log_url))


def _planned(result: PlanResult) -> tuple[Block, ...]:
    content = result.content
    if content is None or not result.has_changes:
        resources: tuple[Block, ...] = (text(strong(say("No changes.")), " ", _matches(result.rest)),)
    else:
        total = f"Plan: {content.adds} to add, {content.changes} to change, {content.destroys} to destroy."
        resources = (text(strong(total)), *resource_blocks(content))
    if not result.output:
        return resources
    return (*resources, output(result.output, summary=SHOW_OUTPUT, language="diff"))


def _matches(rest: Known[Rest] | None) -> Wording:
    if isinstance(rest, Rest) and rest.resources:
        return say("What is merged already matches.")
    return say("What is deployed already matches.")


def _looked_at(result: PlanResult) -> tuple[Block, ...]:
    """What it costs, what is left out of that, and what checks found."""
    cost = cost_blocks(result.cost) if result.has_changes else ()
    return (*cost, *rest_blocks(result.rest), *check_blocks(result.checks))


def _failure(result: PlanResult) -> tuple[Block, ...]:
    hints = tuple(dict.fromkeys((*result.hints, *advice(f"{result.error}{result.output}"))))
    return (*failure(say("Plan Error"), result.error, result.output), *_hints(hints))


def _hints(hints: tuple[Wording, ...]) -> tuple[Block, ...]:
    return (Listing(items=tuple(line("💡 ", sentence) for sentence in hints)),) if hints else ()


def _footer(result: PlanResult) -> tuple[Block, ...]:
    """How to go on (Atlantis: its footer, the same actions in the same order), and what consent would be bound to."""
    why = (text(say("ℹ️ Speculative plan."), " ", result.speculative_because),)
    use = _apply_lines(result) if result.deployable else why
    return (*use, _again(result), *_digest(result))


def _digest(result: PlanResult) -> tuple[Block, ...]:
    if not result.digest:
        return ()
    shown = result.digest[:DIGEST_SHOWN]
    if not result.deployable:
        return (text(say("Digest `{digest}`.", digest=shown)),)
    return (text(say("Digest `{digest}`; approvals hold as long as it stays the same.", digest=shown)),)


def _apply_lines(result: PlanResult) -> tuple[Block, ...]:
    if not result.has_changes or not result.reply_apply:
        return ()
    return (
        text(say("▶️ To apply this plan, comment:")),
        Code(text=result.reply_apply, language="shell"),
    )


def _again(result: PlanResult) -> Block:
    command = hint("plan", result.project)
    return text(say("🔁 To plan this project again, comment: `{command}`", command=command))


def _closing(results: Sequence[PlanResult], change: Change) -> tuple[Block, ...]:
    if any(result.state in ("queued", "running") for result in results):
        return ()
    summary = (Heading(text="Plan Summary"), text(_summary(results))) if len(results) > 1 else ()
    appliable = any(result.deployable and result.has_changes for result in results)
    every = line(
        say("⏩ To apply all unapplied plans from this commit, comment: `atlantis apply`")
        if change.is_push
        else say("⏩ To apply all unapplied plans from this pull request, comment: `atlantis apply`")
    )
    unlock = line(say("🚮 To delete all plans and locks from it, comment: `atlantis unlock`"))
    lines = (*((every,) if appliable else ()), unlock) if change.is_live else ()
    return (*summary, *((Listing(items=lines),) if lines else ()))


def _summary(results: Sequence[PlanResult]) -> str:
    """Atlantis: "3 projects, 1 with changes, 1 with no changes, 1 failed", the same in every language."""
    planned = [result for result in results if result.state == "planned"]
    changed = sum(result.has_changes for result in planned)
    counts = [f"{changed} with changes", f"{len(planned) - changed} with no changes"]
    counts.append(f"{sum(result.state == 'failed' for result in results)} failed")
    waiting = sum(result.state == "waiting" for result in results)
    return ", ".join([counted(len(results), "project"), *counts, *([f"{waiting} waiting"] if waiting else [])])
