"""Parameters of Systems Manager: the advanced ones are billed."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource


def parameter(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of an advanced parameter; a standard one is free. Not counted: what intelligent tiering makes of one, API
    calls of advanced parameters.
    """
    match resource.text("tier", "Standard"):
        case "Advanced":
            yield hourly("Advanced parameter", prices.of("ssm_parameter_advanced_hour"))
            price = prices.find("ssm_parameter_api_per_10k")
            yield metered(resource, "API calls", "10k requests", price, "monthly_api_interactions", per=10_000)
        case "Intelligent-Tiering":
            price = prices.find("ssm_parameter_advanced_hour")
            yield metered(resource, "As an advanced parameter", "hours", price, "parameter_storage_hrs")
