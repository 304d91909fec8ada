"""Adding up estimates: of an environment, of a change; and what moves a total most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tidegate.core.costs.model import CostEstimate, ResourceCost
from tidegate.core.known import Known, Unknown, added
from tidegate.core.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Several estimates together.

    Attributes:
        past, future: Amounts a month of what could be priced.
        increase: The difference; unknown while any part of it is.
    """

    currency: str
    past: Decimal
    future: Decimal
    increase: Known[Decimal]


def total(estimates: Iterable[CostEstimate]) -> Total:
    """The sum. Amounts of different currencies are not added: the increase is unknown then."""
    known = tuple(estimates)
    currencies = tuple(dict.fromkeys(each.currency for each in known))
    if len(currencies) > 1:
        mixed = Unknown(unknown_because=say("the estimates are in {currencies}", currencies=", ".join(currencies)))
        return Total(currency="", past=Decimal(0), future=Decimal(0), increase=mixed)
    return Total(
        currency=currencies[0] if currencies else "USD",
        past=sum((each.past for each in known), Decimal(0)),
        future=sum((each.future for each in known), Decimal(0)),
        increase=added((each.increase for each in known), Decimal(0)),
    )


def movers(estimates: Iterable[CostEstimate]) -> tuple[ResourceCost, ...]:
    """Resources whose cost changes, the biggest change first, whichever its direction."""
    moved = [(resource.difference, resource) for each in estimates for resource in each.resources]
    known = [(abs(change), resource) for change, resource in moved if change]
    return tuple(resource for _, resource in sorted(known, key=lambda each: (-each[0], each[1].address)))


def for_the_record(estimate: CostEstimate) -> CostEstimate:
    """The estimate without what neither changes nor costs another amount: what is stored and shown."""
    kept = tuple(each for each in estimate.resources if each.action != "no-op" or each.difference)
    return replace(estimate, resources=kept)
