"""Queues, topics and event buses: all of it is billed by use."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import metered
from tidegate.cost.catalog.resource import Around, Prices, Resource

_MILLION = 1_000_000


def queue(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: requests of 64 KB."""
    price = prices.find("sqs", "fifo_per_1m" if resource.flag("fifo_queue") else "standard_per_1m")
    yield metered(resource, "Requests", "1M requests", price, "monthly_requests", per=_MILLION)


def topic(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: requests of 64 KB, deliveries."""
    key = "fifo_requests_per_1m" if resource.flag("fifo_topic") else "requests_per_1m"
    yield metered(resource, "Requests", "1M requests", prices.find("sns", key), "monthly_requests", per=_MILLION)


def event_bus(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: events of 64 KB that are published on it, archives, replays."""
    price = prices.find("eventbridge", "custom_events_per_1m")
    yield metered(resource, "Custom events", "1M events", price, "monthly_custom_events", per=_MILLION)
