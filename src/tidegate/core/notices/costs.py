"""What a plan costs, in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tidegate.core.costs.model import Component, CostEstimate, ResourceCost
from tidegate.core.costs.totals import movers, total
from tidegate.core.known import Known, Unknown
from tidegate.core.money import shown, shown_change
from tidegate.core.notices.model import Block, Fold, Listing, Span, Table, code, line, strong, text
from tidegate.core.notices.parts import FOLD_OVER, counted
from tidegate.core.notices.results import PlanResult

# More rows help nobody in a comment; the page has them all.
ROWS_SHOWN = 50
UNKNOWN = "unknown"


def increase_words(increase: Known[Decimal], currency: str) -> str:
    """`+$538.74`, `$0.00` or `unknown`."""
    return UNKNOWN if isinstance(increase, Unknown) else shown_change(increase, currency)


def cost_cell(estimate: CostEstimate | None) -> str:
    """The difference a month, as lists show it; `-` where nothing was estimated."""
    return "-" if estimate is None else increase_words(estimate.increase, estimate.currency)


def cost_blocks(estimate: CostEstimate | None) -> tuple[Block, ...]:
    """The section on cost under a plan: the sum, what moves it, what is not counted, and how old the prices are."""
    if estimate is None:
        return ()
    if estimate.trouble:
        return (text(strong("💰 Cost unknown"), f". {estimate.trouble}"),)
    if not _is_worth_a_word(estimate):
        return (text("💰 Cost: no change."),)
    return (
        _headline(estimate),
        *_table(movers((estimate,)), estimate.currency),
        *_unpriced(estimate.unpriced),
        *_by_usage(estimate.resources, estimate.currency),
        _source(estimate),
    )


def environment_blocks(results: Sequence[PlanResult]) -> tuple[Block, ...]:
    """What several plans cost together, by environment."""
    priced = [result for result in results if result.cost is not None]
    if len(priced) < 2:
        return ()
    names = dict.fromkeys(result.environment for result in priced)
    rows = [_sum_row(name or "-", [r.cost for r in priced if r.environment == name and r.cost]) for name in names]
    if len(rows) > 1:
        rows.append(_sum_row("all", [result.cost for result in priced if result.cost]))
    return (Table(columns=("Environment", "Before", "After", "Cost a month"), rows=tuple(rows)),)


def _sum_row(name: str, estimates: Iterable[CostEstimate]) -> tuple[tuple[Span, ...], ...]:
    whole = total(estimates)
    amounts = (shown(whole.past, whole.currency), shown(whole.future, whole.currency))
    return (line(name), *(line(amount) for amount in amounts), line(increase_words(whole.increase, whole.currency)))


def _is_worth_a_word(estimate: CostEstimate) -> bool:
    changed = [each for each in estimate.resources if each.action != "no-op"]
    return bool(estimate.difference or estimate.unpriced or any(each.is_usage_based for each in changed))


def _headline(estimate: CostEstimate) -> Block:
    past, future = shown(estimate.past, estimate.currency), shown(estimate.future, estimate.currency)
    if isinstance(estimate.increase, Unknown):
        known = shown_change(estimate.difference, estimate.currency)
        return text(strong("💰 Cost unknown"), f": what could be priced is {known} a month ({past} → {future}).")
    change = shown_change(estimate.increase, estimate.currency)
    return text("💰 Cost: ", strong(f"{change} a month"), f" ({past} → {future}).")


def _table(moved: Sequence[ResourceCost], currency: str) -> tuple[Block, ...]:
    if not moved:
        return ()
    rows = tuple(_row(resource, currency) for resource in moved[:ROWS_SHOWN])
    table = Table(columns=("Resource", "Before", "After", "Cost a month"), rows=rows)
    rest = len(moved) - ROWS_SHOWN
    more = (text(f"and {counted(rest, 'more resource')}."),) if rest > 0 else ()
    if len(moved) <= FOLD_OVER:
        return (table,)
    return (Fold(summary=f"Cost of {counted(len(moved), 'resource')}", blocks=(table, *more)),)


def _row(resource: ResourceCost, currency: str) -> tuple[tuple[Span, ...], ...]:
    return (
        (code(resource.address),),
        line(_amount(resource.before, resource.past, currency)),
        line(_amount(resource.after, resource.future, currency)),
        line(increase_words(resource.difference or Decimal(0), currency)),
    )


def _amount(side: tuple[Component, ...] | None, amount: Decimal, currency: str) -> str:
    return "-" if side is None else shown(amount, currency)


def _unpriced(resources: Sequence[ResourceCost]) -> tuple[Block, ...]:
    if not resources:
        return ()
    items = tuple((code(each.address), Span(text=f": {each.unpriced}")) for each in resources[:ROWS_SHOWN])
    return _folded("Not priced", items, len(resources))


def _by_usage(resources: Sequence[ResourceCost], currency: str) -> tuple[Block, ...]:
    used = [each for each in resources if each.action != "no-op" and each.is_usage_based]
    if not used:
        return ()
    items = tuple((code(each.address), Span(text=f": {_rates(each, currency)}")) for each in used[:ROWS_SHOWN])
    return _folded("Not counted, because it depends on usage", items, len(used))


def _rates(resource: ResourceCost, currency: str) -> str:
    """`Requests ($0.20 for 1M requests); Duration`."""
    parts = resource.after if resource.after is not None else resource.before or ()
    return "; ".join(_rate(part, currency) for part in parts if part.is_usage_based)


def _rate(part: Component, currency: str) -> str:
    return (
        part.name if part.price is None else f"{part.name} ({currency} {part.price.normalize():f} for each {part.unit})"
    )


def _folded(title: str, items: tuple[tuple[Span, ...], ...], count: int) -> tuple[Block, ...]:
    listing = Listing(items=items)
    if count <= 3:
        return (text(f"{title}:"), listing)
    return (Fold(summary=f"{title}: {counted(count, 'resource')}", blocks=(listing,)),)


def _source(estimate: CostEstimate) -> Block:
    age = f", prices of {estimate.as_of}" if estimate.as_of else ""
    assumed = sum(bool(part.assumed) for each in estimate.resources for part in each.after or ())
    guesses = f" Assumptions in {counted(assumed, 'amount')}; the page says which." if assumed else ""
    return text(f"Estimated by {estimate.engine}{age}, {estimate.currency}.{guesses}")
