"""Route 53: zones, health checks and resolver endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import hourly, metered, monthly
from tidegate.cost.catalog.resource import Around, Prices, Resource

_MILLION = 1_000_000
_WATCHED = ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP")


def zone(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of the zone, at the price of an account's first 25. Not counted: queries."""
    yield monthly("Hosted zone", "months", prices.of("route53", "zone_month"), 1)
    price = prices.find("route53", "queries_per_1m")
    yield metered(resource, "Queries", "1M queries", price, "monthly_standard_queries", per=_MILLION)


def health_check(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """A month of the check, by where its endpoint is, and of each feature that costs more: HTTPS, matching text, short
    intervals, latency.

    An endpoint that is no resource of the plan is taken to be outside AWS.
    """
    kind = resource.needed("type")
    place, assumed = _place(resource, around) if kind in _WATCHED else ("aws", "")
    yield monthly("Health check", "months", prices.of("route53", f"health_check_{place}_month"), 1, assumed=assumed)
    features = _features(resource, kind)
    if features:
        price = prices.of("route53", f"health_check_{place}_feature_month")
        yield monthly("Health check features", "features", price, features, assumed=assumed)


def _place(resource: Resource, around: Around) -> tuple[str, str]:
    points = any(around.references(resource, name) for name in ("fqdn", "ip_address"))
    if points or resource.text("fqdn").endswith(".amazonaws.com"):
        return "aws", ""
    return "other", "its endpoint is outside AWS"


def _features(resource: Resource, kind: str) -> int:
    short = resource.number("request_interval", 30) < 30
    return sum((kind.startswith("HTTPS"), kind.endswith("STR_MATCH"), short, resource.flag("measure_latency")))


def resolver_endpoint(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of each of its addresses. Not counted: queries."""
    known = len(resource.blocks("ip_address"))
    least = max(around.references(resource, "ip_address"), 2)
    assumed = "" if known else f"{least} addresses until AWS says otherwise"
    price = prices.of("route53", "resolver_endpoint_eni_hour")
    yield hourly("Resolver addresses", price, known or least, assumed=assumed)
    queries = prices.find("route53", "resolver_queries_per_1m")
    yield metered(resource, "Queries", "1M queries", queries, "monthly_queries", per=_MILLION)
