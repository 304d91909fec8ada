"""The embedded engine: prices a plan from the package's price file. It needs no network, key or program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tidegate.core.costs.model import Component, CostEstimate, ResourceCost, estimate_of
from tidegate.core.words import Wording, Words, say
from tidegate.cost.catalog.configuration import configuration_of
from tidegate.cost.catalog.expected import Usage
from tidegate.cost.catalog.free import is_free
from tidegate.cost.catalog.planned import Planned, Reader
from tidegate.cost.catalog.prices import NoPrices, PriceBook, RegionPrices, prices_with
from tidegate.cost.catalog.regions import Regions
from tidegate.cost.catalog.resource import Resource, Unpriced
from tidegate.cost.catalog.sides import is_plan
from tidegate.cost.catalog.surroundings import Surroundings
from tidegate.cost.catalog.table import PRICERS
from tidegate.ports.cost import CostQuestion

NAME = "catalog"
_Side = tuple[Component, ...] | Unpriced | None
_STAYS = "Terraform forgets it, and it stays in the cloud: it is billed on."


class Catalog:
    """Implements `ports.cost.CostEngine`.

    Args:
        newer: Where `tidegate prices update` leaves newer prices, whether it has or not.
    """

    def __init__(self, newer: Path | None = None) -> None:
        self._newer = newer

    async def estimate(self, question: CostQuestion) -> CostEstimate:
        """What a plan costs; computed in a thread, for large plans take a while.

        Raises:
            BadInput: The overlay or the usage file cannot be used.
        """
        from asyncio import to_thread

        return await to_thread(estimate, question, self._newer)


def estimate(question: CostQuestion, newer: Path | None = None) -> CostEstimate:
    """The same, here and now. Needs the standard library alone where there is neither overlay nor usage file."""
    try:
        book = _book(question, prices_with(newer))
    except NoPrices as error:
        return CostEstimate(engine=NAME, currency=question.currency, as_of="", trouble=error.words)
    usage = _usage(question)
    trouble = _trouble(question, book)
    if trouble:
        return CostEstimate(engine=NAME, currency=book.currency, as_of=book.as_of, trouble=trouble)
    configuration = configuration_of(question.plan)
    reader = Reader(
        configuration=configuration,
        regions=Regions(configuration=configuration, asked=question.region),
        usage=usage,
    )
    planned = tuple(reader.planned(question.plan))
    current = [each for each in planned if not each.is_deposed]
    pricing = _Pricing(
        book=book,
        before=Surroundings([each.before for each in current if each.before], configuration),
        after=Surroundings([each.after for each in current if each.after], configuration),
    )
    return estimate_of(pricing.costs(planned), engine=NAME, currency=book.currency, as_of=book.as_of)


def _book(question: CostQuestion, below: PriceBook) -> PriceBook:
    if not question.overlay.strip():
        return below
    from tidegate.cost.catalog.overlay import prices_under

    return prices_under(question.overlay, question.overlay_file, below)


def _usage(question: CostQuestion) -> Usage:
    if not question.usage.strip():
        return Usage()
    from tidegate.cost.catalog.usage import read_usage

    return read_usage(question.usage, question.usage_file)


def _trouble(question: CostQuestion, book: PriceBook) -> Wording:
    """Why there is no estimate; empty when nothing is in its way."""
    if question.currency != book.currency:
        return say(
            "The catalog's prices are in {currency}: it cannot say what anything costs in {asked}.",
            currency=book.currency,
            asked=question.currency,
        )
    if not is_plan(question.plan):
        return say("This is no plan as `terraform show -json` prints it.")
    if question.plan.get("errored") is True:
        return say("The plan ended with an error: what the rest of it costs is not known.")
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pricing:
    """Prices the instances of one plan."""

    book: PriceBook
    before: Surroundings
    after: Surroundings
    _regions: dict[str, RegionPrices] = field(default_factory=dict)

    def costs(self, planned: tuple[Planned, ...]) -> Iterator[ResourceCost]:
        """Of each that costs something or cannot be priced; what is free is left out."""
        for each in planned:
            if not is_free(each.type):
                cost = self._cost(each)
                if cost.unpriced or cost.before or cost.after:
                    yield cost

    def _cost(self, planned: Planned) -> ResourceCost:
        asked = self.before.asked
        before = self._side(planned, planned.before, self.before)
        if self.before.asked == asked and _is_the_same(planned):
            after = before
        else:
            after = self._side(planned, planned.after, self.after)
        if isinstance(before, Unpriced) or isinstance(after, Unpriced):
            return self._without_price(planned, before, after)
        if planned.stays:
            after = (*(after or ()), *(before or ()))
        return self._told(planned, before=before, after=after)

    def _without_price(self, planned: Planned, before: _Side, after: _Side) -> ResourceCost:
        """One that the plan leaves alone changes all the same where what it depends on takes its price away."""
        told = self._told(planned, unpriced=_reason(before) or _reason(after))
        is_moved = planned.action in ("no-op", "move") and _reason(before) != _reason(after)
        return replace(told, action="update") if is_moved else told

    def _side(self, planned: Planned, resource: Resource | None, around: Surroundings) -> _Side:
        try:
            return self._components(planned, resource, around)
        except Unpriced as reason:
            return reason

    def _components(
        self, planned: Planned, resource: Resource | None, around: Surroundings
    ) -> tuple[Component, ...] | None:
        if resource is None:
            return None
        pricer = PRICERS.get(planned.type)
        if pricer is None:
            raise Unpriced(_not_there(planned))
        return tuple(pricer(resource, around, self._prices(resource.region)))

    def _prices(self, region: str) -> RegionPrices:
        known = self._regions.get(region)
        if known is None:
            known = self._regions[region] = self.book.region(region)
        return known

    def _told(
        self,
        planned: Planned,
        *,
        before: tuple[Component, ...] | None = None,
        after: tuple[Component, ...] | None = None,
        unpriced: Wording = "",
    ) -> ResourceCost:
        place = planned.after or planned.before
        return ResourceCost(
            address=planned.address,
            type=planned.type,
            action=planned.action,
            before=before,
            after=after,
            region=place.region if place and planned.type in PRICERS else "",
            notes=(*planned.notes, _STAYS) if planned.stays else planned.notes,
            unpriced=unpriced,
        )


def _reason(side: _Side) -> Wording:
    return side.words if isinstance(side, Unpriced) else ""


def _is_the_same(planned: Planned) -> bool:
    """Whether a resource has nothing new that its price could depend on, besides what is around it."""
    before, after = planned.before, planned.after
    if before is None or after is None or planned.stays:
        return False
    return before.region == after.region and not after.unknown and before.values == after.values


def _not_there(planned: Planned) -> Words:
    if planned.provider == "aws":
        return say("`{type}` is not in the catalog yet", type=planned.type)
    return say("resources of `{provider}` are not priced", provider=planned.provider)
