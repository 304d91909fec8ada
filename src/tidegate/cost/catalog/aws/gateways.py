"""What stands at the edge: API Gateway, CloudFront and Global Accelerator."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import hourly, metered, monthly, within
from tidegate.cost.catalog.resource import Around, Prices, Resource

_MILLION = 1_000_000


def rest_api(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: requests, at the price of the first tier."""
    price = prices.find("api_gateway", "rest_per_1m_first_333m")
    yield metered(resource, "Requests", "1M requests", price, "monthly_requests", per=_MILLION)


def http_api(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: requests; of a WebSocket API messages and connection minutes."""
    if resource.text("protocol_type") == "WEBSOCKET":
        messages = prices.find("api_gateway", "websocket_messages_per_1m")
        minutes = prices.find("api_gateway", "websocket_connection_per_1m_min")
        yield metered(resource, "Messages", "1M messages", messages, "monthly_messages", per=_MILLION)
        yield metered(resource, "Connections", "1M minutes", minutes, "monthly_connection_mins", per=_MILLION)
    else:
        price = prices.find("api_gateway", "http_per_1m_first_300m")
        yield metered(resource, "Requests", "1M requests", price, "monthly_requests", per=_MILLION)


def stage(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of its cache, by size; nothing without one."""
    if resource.flag("cache_cluster_enabled"):
        size = resource.needed("cache_cluster_size")
        yield hourly(f"Cache ({size} GB)", prices.of("api_gateway", f"cache_{size.replace('.', '_')}gb_hour"))


def distribution(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A dedicated address for its certificate. Not counted: requests and data sent out, at the price of North America,
    invalidations, logs.
    """
    if within(resource, "viewer_certificate").text("ssl_support_method") == "vip":
        yield monthly("Dedicated IP certificate", "months", prices.of("cloudfront", "dedicated_ip_ssl_month"), 1)
    sent, used = prices.find("cloudfront", "us_out_gb_first_10tb"), "monthly_data_transfer_to_internet_gb.us"
    yield metered(resource, "Data sent out (North America)", "GB", sent, used)
    http, https = prices.find("cloudfront", "http_per_10k"), prices.find("cloudfront", "https_per_10k")
    yield metered(resource, "HTTP requests", "10k requests", http, "monthly_http_requests.us", per=10_000)
    yield metered(resource, "HTTPS requests", "10k requests", https, "monthly_https_requests.us", per=10_000)
    price = prices.find("cloudfront", "invalidation_path_over_1k")
    yield metered(resource, "Invalidations over 1,000", "paths", price, "monthly_invalidation_requests")


def accelerator(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours, whether it is switched on or not. Not counted: data transfer."""
    yield hourly("Global accelerator", prices.of("global_accelerator_hour"))
    price = prices.find("global_accelerator_gb")
    yield metered(resource, "Data transferred", "GB", price, "monthly_data_transferred_gb")
