"""What a VPC is billed for: NAT gateways, public addresses, endpoints and network firewalls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_PROCESSED = "monthly_data_processed_gb"


def nat_gateway(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours; a regional one counts for each availability zone that is written down. Not counted: data processed."""
    zones, assumed = 1, ""
    if resource.text("availability_mode") == "regional":
        zones = len(resource.blocks("availability_zone_address"))
        assumed = "" if zones else "one availability zone until AWS says otherwise"
    yield hourly("NAT gateway", prices.of("nat_gateway", "hour"), max(zones, 1), assumed=assumed)
    yield metered(resource, "Data processed", "GB", prices.find("nat_gateway", "gb"), _PROCESSED)


def elastic_ip(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of the address, in use or idle: AWS bills every public IPv4 address since February 2024. Where the prices
    have an idle one only, that is taken. Addresses of a pool of one's own are free.
    """
    if resource.text("public_ipv4_pool").startswith("ipv4pool-"):
        return
    every = prices.find("public_ipv4_hour")
    if every is not None:
        yield hourly("Public IPv4 address", every)
    else:
        yield hourly("Public IPv4 address", prices.of("eip_idle_hour"), assumed="the price of an idle address")


def address_pool(resource: Resource, _around: Around, _prices: Prices) -> Iterable[Component]:
    """Nothing for addresses of one's own and private ones; contiguous public IPv4 addresses of AWS have no price."""
    if resource.text("public_ip_source") == "amazon" and resource.text("address_family", "ipv4") == "ipv4":
        raise Unpriced(say("no price for contiguous public IPv4 addresses of AWS"))
    return ()


def vpc_endpoint(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours in each subnet, for interface and Gateway Load Balancer endpoints. Not counted: data processed."""
    kind = resource.text("vpc_endpoint_type", "Gateway")
    if kind == "Gateway":
        return
    hour, gigabyte = _endpoint_prices(kind)
    subnets, assumed = _subnets(resource, around)
    yield hourly(f"VPC endpoint ({kind})", prices.of("vpc_endpoint", hour), subnets, assumed=assumed)
    yield metered(resource, "Data processed", "GB", prices.find("vpc_endpoint", gigabyte), _PROCESSED)


def _endpoint_prices(kind: str) -> tuple[str, str]:
    match kind:
        case "Interface":
            return "interface_hour_per_az", "interface_gb_first_1pb"
        case "GatewayLoadBalancer":
            return "gwlb_hour_per_az", "gwlb_gb"
        case _:
            raise Unpriced(say("no price for VPC endpoints of type `{type}`", type=kind))


def _subnets(resource: Resource, around: Around) -> tuple[int, str]:
    """In how many subnets an endpoint is, and what was assumed of that: at least what is written, and one."""
    listed = resource.values.get("subnet_ids")
    known = len(listed if isinstance(listed, list) else ()) or len(resource.blocks("subnet_configuration"))
    if known:
        return known, ""
    written = max(around.references(resource, "subnet_ids"), around.references(resource, "subnet_configuration"), 1)
    return written, f"{written} subnet{'s' if written > 1 else ''} until AWS says otherwise"


def firewall(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Endpoint hours in each mapped subnet or availability zone. Not counted: data processed."""
    known = len(resource.blocks("subnet_mapping")) or len(resource.blocks("availability_zone_mapping"))
    written = max(around.references(resource, "subnet_mapping"), 1)
    assumed = "" if known else f"{written} endpoint{'s' if written > 1 else ''} until AWS says otherwise"
    yield hourly("Firewall endpoint", prices.of("network_firewall", "endpoint_hour"), known or written, assumed=assumed)
    yield metered(resource, "Data processed", "GB", prices.find("network_firewall", "gb"), _PROCESSED)
