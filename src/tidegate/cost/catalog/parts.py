"""Components as the files of types write them."""

from __future__ import annotations

from decimal import Decimal

from tidegate.core.costs.model import HOURS, Component


def hourly(name: str, price: Decimal, count: int | Decimal = 1, *, assumed: str = "") -> Component:
    """Something billed every hour, `count` of them."""
    return Component(name=name, unit="hours", price=price, quantity=HOURS * Decimal(count), assumed=assumed)


def monthly(name: str, unit: str, price: Decimal, quantity: int | Decimal, *, assumed: str = "") -> Component:
    """Something billed by how much there is of it: `monthly("Storage (gp3)", "GB", price, 100)`."""
    return Component(name=name, unit=unit, price=price, quantity=Decimal(quantity), assumed=assumed)


def by_usage(name: str, unit: str, price: Decimal | None, quantity: Decimal | None = None) -> Component:
    """Something billed by use; `quantity` is what a usage file expects of it a month, None without one."""
    return Component(name=name, unit=unit, price=price, quantity=quantity if price is not None else None)
