"""Elastic Load Balancing: application, network, gateway and classic load balancers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced, number


class _Kind(NamedTuple):
    name: str
    hour: str
    capacity: str


_KINDS = {
    "application": _Kind("Application load balancer", "alb_hour", "alb_lcu_hour"),
    "network": _Kind("Network load balancer", "nlb_hour", "nlb_lcu_hour"),
    "gateway": _Kind("Gateway load balancer", "gwlb_hour", "gwlb_lcu_hour"),
}


def load_balancer(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours, by `load_balancer_type`. Not counted: capacity units."""
    wanted = resource.text("load_balancer_type", "application")
    kind = _KINDS.get(wanted)
    if kind is None:
        raise Unpriced(say("no price for load balancers of type `{type}`", type=wanted))
    if number(resource.block("minimum_load_balancer_capacity").get("capacity_units")) > 0:
        raise Unpriced(say("no price for capacity units that are reserved"))
    yield hourly(kind.name, prices.of("lb", kind.hour))
    yield metered(resource, "Capacity units", "LCU-hours", prices.find("lb", kind.capacity), "monthly_lcu_hours")


def classic(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours. Not counted: data processed."""
    yield hourly("Classic load balancer", prices.of("lb", "classic_hour"))
    yield metered(resource, "Data processed", "GB", prices.find("lb", "classic_gb"), "monthly_data_processed_gb")
