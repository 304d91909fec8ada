"""What a plan costs: amounts a month, before and after, for each resource and its components.

What depends on usage has no amount, and what cannot be priced has a reason instead: neither is ever zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tidegate.core.known import Known, Unknown
from tidegate.core.plans.model import ActionKind
from tidegate.core.words import Wording, Words, as_clause, say

HOURS = Decimal(730)
"""Hours in a month, as the field counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One thing a resource is billed for.

    Attributes:
        name: `Instance usage (Linux, on-demand, t3.micro)`.
        unit: What `quantity` counts: `hours`, `GB`, `requests`.
        price: Of one unit. None when the price of something that depends on usage is not known.
        quantity: Units a month; None when it depends on usage.
        assumed: What was taken for granted, one clause: `40 GB until AWS says otherwise`; empty when nothing was.
    """

    name: str
    unit: str
    price: Decimal | None
    quantity: Decimal | None
    assumed: str = ""

    @property
    def is_usage_based(self) -> bool:
        return self.quantity is None

    @property
    def monthly(self) -> Decimal | None:
        """None when it depends on usage."""
        return None if self.quantity is None or self.price is None else self.price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceCost:
    """One resource instance that costs something, or that could not be priced.

    Attributes:
        action: What the plan does to it; `update` where it leaves it alone and what it depends on takes its price away.
        before, after: What it is billed for; None where it is not there, and wherever `unpriced` says why.
        region: Where its prices are from; empty where that does not matter.
        notes: Sentences people should know: where the region comes from, say.
        unpriced: Why it has no price, one clause without a final stop; empty when it has one.
    """

    address: str
    type: str
    action: ActionKind
    before: tuple[Component, ...] | None = None
    after: tuple[Component, ...] | None = None
    region: str = ""
    notes: tuple[str, ...] = ()
    unpriced: Wording = ""

    @property
    def past(self) -> Decimal:
        """A month before the plan, usage left out."""
        return _sum(self.before)

    @property
    def future(self) -> Decimal:
        """A month after the plan, usage left out."""
        return _sum(self.after)

    @property
    def difference(self) -> Decimal | None:
        """None when it is not known."""
        return None if self.unpriced else self.future - self.past

    @property
    def is_usage_based(self) -> bool:
        """Whether some of it is billed by usage, and so not counted."""
        return any(part.is_usage_based for part in (*(self.before or ()), *(self.after or ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class CostEstimate:
    """What one plan costs.

    Attributes:
        engine: `catalog` or `infracost 0.10.41`.
        currency: ISO 4217 code of every amount.
        as_of: How old the prices are, for people: `2026-07-20`; empty when nobody says.
        past, future: Totals a month before and after the plan of everything that could be priced.
        resources: Those that cost something, depend on usage or could not be priced; those that are free are left out.
        trouble: Why there is no estimate at all, one sentence; empty when there is one.
    """

    engine: str
    currency: str
    as_of: str
    past: Decimal = Decimal(0)
    future: Decimal = Decimal(0)
    resources: tuple[ResourceCost, ...] = ()
    trouble: Wording = ""

    @property
    def unpriced(self) -> tuple[ResourceCost, ...]:
        """Resources the plan changes whose cost is not known."""
        return tuple(each for each in self.resources if each.unpriced and each.action not in ("no-op", "read", "move"))

    @property
    def difference(self) -> Decimal:
        """What the priced part costs more a month; `increase` says whether that is all."""
        return self.future - self.past

    @property
    def increase(self) -> Known[Decimal]:
        """What the plan costs more a month: unknown while anything it changes has no price."""
        if self.trouble:
            return Unknown(unknown_because=as_clause(self.trouble))
        return Unknown(unknown_because=_missing(self.unpriced)) if self.unpriced else self.difference


def _missing(unpriced: tuple[ResourceCost, ...]) -> Words:
    first, *others = unpriced
    if not others:
        return say("`{address}` could not be priced: {why}", address=first.address, why=first.unpriced)
    return say(
        "`{address}` and {count} more could not be priced: {why}",
        address=first.address,
        count=len(others),
        why=first.unpriced,
    )


def estimate_of(resources: Iterable[ResourceCost], *, engine: str, currency: str, as_of: str) -> CostEstimate:
    """An estimate with its totals. A resource with an amount nobody is ever billed has no price."""
    known = tuple(map(_believed, resources))
    priced = [each for each in known if not each.unpriced]
    return CostEstimate(
        engine=engine,
        currency=currency,
        as_of=as_of,
        past=sum((each.past for each in priced), Decimal(0)),
        future=sum((each.future for each in priced), Decimal(0)),
        resources=known,
    )


def _believed(cost: ResourceCost) -> ResourceCost:
    """Terraform plans a disk of -1000 GB; were it counted, it would pay for what else the plan makes."""
    parts = (*(cost.before or ()), *(cost.after or ()))
    odd = next((part.name for part in parts if not (_can_be(part.price) and _can_be(part.quantity))), None)
    if odd is None:
        return cost
    return replace(
        cost, before=None, after=None, unpriced=say("`{part}` comes to less than nothing or to no number", part=odd)
    )


def _can_be(amount: Decimal | None) -> bool:
    return amount is None or (amount.is_finite() and amount >= 0)


def _sum(components: tuple[Component, ...] | None) -> Decimal:
    return sum((part.monthly for part in components or () if part.monthly is not None), Decimal(0))
