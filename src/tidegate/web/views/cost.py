"""What an environment's plans cost, as people read it: the sum, what moves it most, what is not counted and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tidegate.core.costs.model import Component, CostEstimate, ResourceCost
from tidegate.core.costs.totals import Total, movers, total
from tidegate.core.known import Unknown
from tidegate.core.money import shown, shown_change

BARS_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentView:
    """One thing a resource is billed for. `change` is empty where it is the same before and after."""

    name: str
    quantity: str
    price: str
    before: str
    after: str
    assumed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoverView:
    """A resource whose cost changes.

    Attributes:
        width: Of its bar, per cent of the biggest.
    """

    address: str
    before: str
    after: str
    change: str
    direction: Literal["up", "down"]
    width: int
    components: tuple[ComponentView, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostView:
    """The card of an environment.

    Attributes:
        change: `+$538.74`; what could be priced when not all could.
        unknown: Why the sum is not known; empty when it is.
        rest: How many more resources move it.
        unpriced: Address and reason.
        by_usage: Address and what it is billed for by use.
    """

    past: str
    future: str
    change: str
    unknown: str
    movers: tuple[MoverView, ...]
    rest: int
    unpriced: tuple[tuple[str, str], ...]
    by_usage: tuple[tuple[str, str], ...]
    source: str


def cost_view(estimates: Sequence[CostEstimate]) -> CostView | None:
    """None where nothing was estimated."""
    if not estimates:
        return None
    whole, moved = total(estimates), movers(estimates)
    changed = [each for estimate in estimates for each in estimate.resources if each.action != "no-op"]
    return CostView(
        past=shown(whole.past, whole.currency),
        future=shown(whole.future, whole.currency),
        change=shown_change(_known_change(whole), whole.currency),
        unknown=str(whole.increase.unknown_because) if isinstance(whole.increase, Unknown) else "",
        movers=tuple(_mover(each, moved[0], whole.currency) for each in moved[:BARS_AT_MOST]),
        rest=max(len(moved) - BARS_AT_MOST, 0),
        unpriced=tuple((each.address, str(each.unpriced)) for each in changed if each.unpriced),
        by_usage=tuple((each.address, _used(each)) for each in changed if each.is_usage_based),
        source=_source(estimates),
    )


def change_of(estimates: Sequence[CostEstimate]) -> str:
    """`+$538.74`, as lists show it: `cost unknown` where it is, nothing where nothing was estimated or moves."""
    whole = total(estimates)
    if not estimates or whole.increase == 0:
        return ""
    return "cost unknown" if isinstance(whole.increase, Unknown) else shown_change(whole.increase, whole.currency)


def _known_change(whole: Total) -> Decimal:
    return whole.future - whole.past if isinstance(whole.increase, Unknown) else whole.increase


def _mover(resource: ResourceCost, biggest: ResourceCost, currency: str) -> MoverView:
    change = resource.difference or Decimal(0)
    return MoverView(
        address=resource.address,
        before=_amount(resource.before, resource.past, currency),
        after=_amount(resource.after, resource.future, currency),
        change=shown_change(change, currency),
        direction="up" if change > 0 else "down",
        width=max(round(abs(change) / abs(biggest.difference or Decimal(1)) * 100), 1),
        components=tuple(_components(resource, currency)),
        notes=resource.notes,
    )


def _components(resource: ResourceCost, currency: str) -> Iterable[ComponentView]:
    """Components of both sides by name, those that are there afterwards first."""
    before, after = ({part.name: part for part in side or ()} for side in (resource.before, resource.after))
    for name in dict.fromkeys((*after, *before)):
        yield _component(before.get(name), after.get(name), currency)


def _component(before: Component | None, after: Component | None, currency: str) -> ComponentView:
    part = after or before
    assert part is not None  # noqa: S101  a name comes from one side at least
    return ComponentView(
        name=part.name,
        quantity="depends on usage" if part.quantity is None else f"{part.quantity.normalize():,f} {part.unit}",
        price="" if part.price is None else f"{currency} {part.price.normalize():f}",
        before=_monthly(before, currency),
        after=_monthly(after, currency),
        assumed=part.assumed,
    )


def _monthly(part: Component | None, currency: str) -> str:
    return "" if part is None or part.monthly is None else shown(part.monthly, currency)


def _amount(side: tuple[Component, ...] | None, amount: Decimal, currency: str) -> str:
    return "-" if side is None else shown(amount, currency)


def _used(resource: ResourceCost) -> str:
    parts = resource.after if resource.after is not None else resource.before or ()
    return ", ".join(part.name for part in parts if part.is_usage_based)


def _source(estimates: Sequence[CostEstimate]) -> str:
    said = (f"{each.engine}{f', prices of {each.as_of}' if each.as_of else ''}, {each.currency}" for each in estimates)
    return "; ".join(dict.fromkeys(said))
