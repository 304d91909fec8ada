"""Links between networks: VPN, Client VPN, Direct Connect and transit gateways."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_ACCELERATORS = 2  # Of an accelerated connection: one for each tunnel.
_PROCESSED = "monthly_data_processed_gb"


def vpn_connection(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours, those of its attachment when it ends at a transit gateway, and those of two accelerators when it is
    accelerated. Not counted: data processed.
    """
    if resource.text("tunnel_bandwidth", "standard") != "standard":
        raise Unpriced(say("no price for VPN connections with large tunnels"))
    yield hourly("VPN connection", prices.of("vpn_connection_hour"))
    if around.references(resource, "transit_gateway_id") or resource.text("transit_gateway_id"):
        yield from vpc_attachment(resource, around, prices)
    if resource.flag("enable_acceleration"):
        yield hourly("Global accelerators", prices.of("global_accelerator_hour"), _ACCELERATORS)


def client_vpn_endpoint(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: hours of connected clients."""
    price = prices.find("client_vpn", "connection_hour")
    yield metered(resource, "Client connections", "hours", price, "monthly_connection_hours")


def client_vpn_association(_resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of an endpoint in a subnet."""
    yield hourly("Client VPN association", prices.of("client_vpn", "association_hour"))


def direct_connect(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Port hours, by bandwidth. Not counted: data sent out."""
    bandwidth = resource.needed("bandwidth")
    yield hourly(f"Direct Connect port ({bandwidth})", prices.of("direct_connect", bandwidth))
    price = prices.find("direct_connect", "outbound_gb")
    yield metered(resource, "Data sent out", "GB", price, "monthly_outbound_region_to_dx_location_gb")


def vpc_attachment(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of an attachment to a transit gateway. Not counted: data processed."""
    yield hourly("Transit gateway attachment", prices.of("transit_gateway", "attachment_hour"))
    yield metered(resource, "Data processed", "GB", prices.find("transit_gateway", "gb"), _PROCESSED)


def peering_attachment(_resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of the attachment on this side of the peering."""
    yield hourly("Transit gateway attachment", prices.of("transit_gateway", "attachment_hour"))
