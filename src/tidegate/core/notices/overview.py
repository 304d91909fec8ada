"""The answer to `status`: for each environment of a change what is planned, what is missing and who can give it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tidegate.core.deployments.debts import Debt
from tidegate.core.gates.decision import Decision
from tidegate.core.known import Known
from tidegate.core.notices.costs import increase_words
from tidegate.core.notices.gates import ICONS
from tidegate.core.notices.model import Block, Heading, Notice, Span, Table, code, line, strong, text
from tidegate.core.notices.plans import changes
from tidegate.core.notices.results import PlanResult
from tidegate.core.notices.steps import step_blocks

Row = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Where one environment of a change stands.

    Attributes:
        called: The word messages use; empty without a governance file.
        decision: About applying or merging its plans now; None where nothing is decided about them.
        cost: What they and what was applied already cost more a month.
        debts: What emergencies of the change still owe here.
    """

    called: str
    results: tuple[PlanResult, ...]
    decision: Decision | None = None
    cost: Known[Decimal] | None = None
    currency: str = "USD"
    debts: tuple[Debt, ...] = ()


def compose(overviews: Sequence[Overview], due: Sequence[datetime]) -> Notice:
    """One table for each environment, and below each what would make it pass. `due`: when applies are appointed."""
    if not overviews:
        return Notice(blocks=(text("Nothing is planned here yet; comment `atlantis plan`."),))
    blocks = [block for overview in overviews for block in _blocks(overview)]
    appointed = [text(f"🕘 An apply is appointed for {moment:%Y-%m-%d %H:%M %Z}.") for moment in due]
    return Notice(blocks=(*blocks, *appointed))


def _blocks(overview: Overview) -> tuple[Block, ...]:
    heading = Heading(text=f"Status of {overview.called or 'this pull request'}")
    table = Table(columns=("", "Where it stands"), rows=tuple(_rows(overview)))
    return (heading, table, *(step_blocks(overview.decision) if overview.decision else ()))


def _rows(overview: Overview) -> Iterator[Row]:
    for result in overview.results:
        yield _row("Plan", code(result.project.label), f": {result.state}, {changes(result)}{_use(result)}")
    if overview.cost is not None:
        yield _row("Cost a month", increase_words(overview.cost, overview.currency))
    if overview.decision:
        yield _row("Missing", *_missing(overview.decision))
        window = next((answer for answer in overview.decision.answers if answer.gate == "window"), None)
        if window:
            yield _row("Window", f"{ICONS[window.verdict]} {window.sentences}")
    for debt in overview.debts:
        yield _row("Owed", code(debt.item), f", by the emergency of @{debt.by} on {debt.opened_at:%Y-%m-%d}")


def _missing(decision: Decision) -> Iterator[str | Span]:
    if decision.allowed:
        yield "✅ nothing"
    for at, answer in enumerate(decision.missing):
        yield from (", " if at else "", f"{ICONS[answer.verdict]} ", strong(answer.gate))


def _use(result: PlanResult) -> str:
    return "" if result.deployable else ", only looked at"


def _row(name: str, *parts: str | Span) -> Row:
    return (line(strong(name)), line(*parts))
