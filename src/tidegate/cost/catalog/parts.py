"""Components as the files of types write them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tidegate.core.costs.model import HOURS, Component
from tidegate.cost.catalog.resource import Resource


def hourly(name: str, price: Decimal, count: int | Decimal = 1, *, assumed: str = "") -> Component:
    """Something billed every hour, `count` of them."""
    return Component(name=name, unit="hours", price=price, quantity=HOURS * Decimal(count), assumed=assumed)


def monthly(name: str, unit: str, price: Decimal, quantity: int | Decimal, *, assumed: str = "") -> Component:
    """Something billed by how much there is of it: `monthly("Storage (gp3)", "GB", price, 100)`."""
    return Component(name=name, unit=unit, price=price, quantity=Decimal(quantity), assumed=assumed)


def by_usage(name: str, unit: str, price: Decimal | None, quantity: Decimal | None = None) -> Component:
    """Something billed by use; `quantity` is what a usage file expects of it a month, None without one."""
    return Component(name=name, unit=unit, price=price, quantity=quantity if price is not None else None)


def metered(resource: Resource, name: str, unit: str, price: Decimal | None, usage: str, *, per: int = 1) -> Component:
    """Something billed by use, with what the usage file expects of the resource.

    `usage` is the quantity's name there; `per` is how many of it make one unit, a million for `1M requests`.
    """
    expected = resource.usage.get(usage)
    return by_usage(name, unit, price, None if expected is None else expected / per)


def until_known(resource: Resource, attribute: str, value: object) -> str:
    """What is assumed of an attribute that is known only after apply; empty when it is known."""
    return f"{value} until AWS says otherwise" if attribute in resource.unknown else ""


def within(resource: Resource, name: str) -> Resource:
    """The only nested block of a name, read as a resource is; nothing is in it where it is not there."""
    return replace(resource, values=resource.block(name), unknown=frozenset())
