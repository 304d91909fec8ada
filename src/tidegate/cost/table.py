"""An estimate as a table of plain text, for the output of a step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import CostEstimate, ResourceCost
from tidegate.core.money import shown, shown_change

_AT_MOST = 80  # Characters of an address; a longer one pushes its amounts aside.
_HEAD = ("Resource", "before", "after", "difference")
_STAYS = ("no-op", "read", "move")


def table(estimate: CostEstimate) -> str:
    """What the plan changes, resource by resource, then the total a month; without an estimate, why there is none."""
    if estimate.trouble:
        return f"No estimate: {estimate.trouble}\n"
    return "\n".join((*_lines(estimate), "", *_remarks(estimate), ""))


def _lines(estimate: CostEstimate) -> Iterator[str]:
    rows = [*_rows(estimate), _row("Total a month", estimate.past, estimate.future, estimate.currency)]
    width = min(max(len(row[0]) for row in rows), _AT_MOST)
    for name, *amounts in (_HEAD, *rows):
        yield f"{name:<{width}}" + "".join(f"{amount:>14}" for amount in amounts)


def _rows(estimate: CostEstimate) -> Iterator[tuple[str, ...]]:
    priced = [each for each in estimate.resources if not each.unpriced]
    for each in priced:
        if each.action not in _STAYS:
            yield _row(each.address, each.past, each.future, estimate.currency)
    stays = [each for each in priced if each.action in _STAYS]
    if stays:
        past, future = (sum(amounts, Decimal(0)) for amounts in zip(*((x.past, x.future) for x in stays), strict=True))
        yield _row(f"{len(stays)} that {'stay' if len(stays) > 1 else 'stays'}", past, future, estimate.currency)


def _row(name: str, past: Decimal, future: Decimal, currency: str) -> tuple[str, ...]:
    return name, shown(past, currency), shown(future, currency), shown_change(future - past, currency)


def _remarks(estimate: CostEstimate) -> Iterator[str]:
    for each in estimate.unpriced:
        yield f"Not priced: {each.address}: {each.unpriced}"
    by_usage = [each.address for each in estimate.resources if _counts_less(each)]
    if by_usage:
        yield f"Billed by usage besides, which is not counted: {', '.join(by_usage)}"
    if estimate.as_of:
        yield f"Prices of {estimate.as_of} ({estimate.engine}), in {estimate.currency}."


def _counts_less(cost: ResourceCost) -> bool:
    return not cost.unpriced and cost.is_usage_based and cost.action not in _STAYS
