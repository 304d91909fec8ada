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
from tidegate.core.notices.gates import ICONS, sentences
from tidegate.core.notices.model import Block, Heading, Notice, Span, Table, code, line, strong, text
from tidegate.core.notices.plans import STATES, changes
from tidegate.core.notices.results import PlanResult
from tidegate.core.notices.steps import step_blocks
from tidegate.core.words import Wording, Words, say

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
        return Notice(blocks=(text(say("Nothing is planned here yet; comment `atlantis plan`.")),))
    blocks = [block for overview in overviews for block in _blocks(overview)]
    appointed = [text(say("🕘 An apply is appointed for {time}.", time=f"{at:%Y-%m-%d %H:%M %Z}")) for at in due]
    return Notice(blocks=(*blocks, *appointed))


def _blocks(overview: Overview) -> tuple[Block, ...]:
    called = overview.called or say("this pull request")
    heading = Heading(text=say("Status of {environment}", environment=called))
    table = Table(columns=("", say("Where it stands")), rows=tuple(_rows(overview)))
    return (heading, table, *(step_blocks(overview.decision) if overview.decision else ()))


def _rows(overview: Overview) -> Iterator[Row]:
    for result in overview.results:
        yield _row(
            say("Plan"), code(result.project.label), ": ", STATES[result.state], ", ", changes(result), *_use(result)
        )
    if overview.cost is not None:
        yield _row(say("Cost a month"), increase_words(overview.cost, overview.currency))
    if overview.decision:
        yield _row(say("Missing"), *_missing(overview.decision))
        window = next((answer for answer in overview.decision.answers if answer.gate == "window"), None)
        if window:
            yield _row(say("Window"), f"{ICONS[window.verdict]} ", sentences(window))
    for debt in overview.debts:
        since = say("by the emergency of @{login} on {day}", login=debt.by, day=f"{debt.opened_at:%Y-%m-%d}")
        yield _row(say("Owed"), code(debt.item), ", ", since)


def _missing(decision: Decision) -> Iterator[Wording | Span]:
    if decision.allowed:
        yield say("✅ nothing")
    for at, answer in enumerate(decision.missing):
        yield from (", " if at else "", f"{ICONS[answer.verdict]} ", strong(answer.gate))


def _use(result: PlanResult) -> tuple[Wording, ...]:
    return () if result.deployable else (", ", say("only looked at"))


def _row(name: Words, *parts: Wording | Span) -> Row:
    return (line(strong(name)), line(*parts))
