"""Pricing one resource in a test, with the prices that are shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.prices import shipped_prices
from tidegate.cost.catalog.resource import Around, Pricer, Resource

Amounts = dict[str, Decimal | None]
"""What each component costs a month, by its name; None for what depends on usage."""


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The resources around one: whom it refers to by attribute, who refers to it, how many references are written."""

    refers_to: Mapping[str, tuple[Resource, ...]] = field(default_factory=dict)
    referred_by: tuple[Resource, ...] = ()
    written: Mapping[str, int] = field(default_factory=dict)

    def referred(self, resource: Resource, attribute: str) -> tuple[Resource, ...]:
        return self.refers_to.get(attribute, ())

    def referring(self, resource: Resource, *types: str) -> tuple[Resource, ...]:
        return tuple(each for each in self.referred_by if not types or each.type in types)

    def references(self, resource: Resource, attribute: str) -> int:
        return self.written.get(attribute, len(self.refers_to.get(attribute, ())))


def a(type_: str, *, unknown: tuple[str, ...] = (), **values: Any) -> Resource:
    return Resource(address=f"{type_}.this", type=type_, values=values, unknown=frozenset(unknown))


def components(
    pricer: Pricer,
    values: Mapping[str, Any],
    *,
    region: str = "us-east-1",
    unknown: tuple[str, ...] = (),
    usage: Mapping[str, int | str] | None = None,
    around: Around | None = None,
) -> list[Component]:
    expected = {name: Decimal(value) for name, value in (usage or {}).items()}
    resource = Resource(
        address="aws_thing.this",
        type="aws_thing",
        values=values,
        unknown=frozenset(unknown),
        region=region,
        usage=expected,
    )
    return list(pricer(resource, around or Neighbours(), shipped_prices().region(region)))


def bill(pricer: Pricer, values: Mapping[str, Any], **circumstances: Any) -> Amounts:
    """What a resource with these attributes is billed for: `bill(nat_gateway, {}, region="ap-northeast-2")`."""
    found = components(pricer, values, **circumstances)
    amounts = {part.name: part.monthly for part in found}
    assert len(amounts) == len(found), "two components have one name"
    return amounts


def assumptions(pricer: Pricer, values: Mapping[str, Any], **circumstances: Any) -> list[str]:
    """What was taken for granted."""
    return [part.assumed for part in components(pricer, values, **circumstances) if part.assumed]


def unit_prices(pricer: Pricer, values: Mapping[str, Any], **circumstances: Any) -> dict[str, tuple[str, str]]:
    """Unit and unit price of everything that depends on usage: (`GB`, `0.045`), (`hours`, ``) where there is none."""
    found = components(pricer, values, **circumstances)
    return {
        part.name: (part.unit, "" if part.price is None else f"{part.price:f}") for part in found if part.is_usage_based
    }
