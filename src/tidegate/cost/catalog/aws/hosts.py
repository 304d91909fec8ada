"""Managed hosts: Lightsail, replication, file transfer and directories."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered, monthly, until_known
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_CONTROLLERS = 2


def lightsail_instance(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of its bundle. Not counted: data transfer above what comes with it."""
    bundle = resource.needed("bundle_id")
    yield monthly(f"Virtual server ({bundle})", "months", prices.of("lightsail_month", bundle), 1)


def replication_instance(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours by class, and storage, both by availability. Not counted: data transfer."""
    section = "dms_multi_az" if resource.flag("multi_az") else "dms"
    wanted = resource.needed("replication_instance_class")
    yield hourly(f"Replication instance ({wanted})", prices.of(section, wanted))
    size = Decimal(resource.needed("allocated_storage"))
    yield monthly("Storage", "GB", prices.of(section, "storage_gb_month"), size)


def transfer_server(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of each protocol. Not counted: data."""
    protocols = len(resource.values.get("protocols") or ()) or 1
    assumed = until_known(resource, "protocols", "SFTP alone")
    yield hourly("Protocols", prices.of("transfer", "protocol_hour"), protocols, assumed=assumed)
    price = prices.find("transfer", "gb")
    yield metered(resource, "Data uploaded", "GB", price, "monthly_data_uploaded_gb")
    yield metered(resource, "Data downloaded", "GB", price, "monthly_data_downloaded_gb")


def directory(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of each domain controller: two, or as many as a Microsoft AD asks for. Not counted: sharing."""
    count = max(resource.number("desired_number_of_domain_controllers", _CONTROLLERS), Decimal(_CONTROLLERS))
    name, assumed = _directory(resource)
    price = prices.of("directory_service_controller_month", name)
    yield monthly("Domain controllers", "controllers", price, count, assumed=assumed)


def _directory(resource: Resource) -> tuple[str, str]:
    """What kind of directory in the words of the prices, and what was assumed of it."""
    match resource.text("type", "SimpleAD"):
        case "MicrosoftAD":
            edition = resource.text("edition", "Enterprise")
            return f"microsoft_ad_{edition.lower()}", until_known(resource, "edition", edition)
        case "SimpleAD":
            size = resource.text("size", "Small")
            return f"simple_ad_{size.lower()}", until_known(resource, "size", size)
        case "ADConnector":
            size = resource.text("size", "Small")
            return f"ad_connector_{size.lower()}", until_known(resource, "size", size)
        case other:
            raise Unpriced(say("no price for directories of type `{type}`", type=other))
