"""Redshift clusters, by their nodes."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced


def cluster(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Node hours. Not counted: managed storage of RA3 nodes, concurrency scaling, Spectrum, backups."""
    if resource.flag("multi_az"):
        raise Unpriced(say("no price for clusters in several availability zones"))
    node, count = resource.needed("node_type"), resource.number("number_of_nodes", 1)
    yield hourly(f"Cluster nodes ({node})", prices.of("redshift", node), count)
    if node.startswith("ra3"):
        price = prices.find("redshift", "managed_storage_gb_month")
        yield metered(resource, "Managed storage", "GB", price, "managed_storage_gb")
    scaling = prices.find("redshift", "concurrency_scaling_second")
    yield metered(resource, "Concurrency scaling", "seconds", scaling, "excess_concurrency_scaling_secs")
    spectrum = prices.find("redshift", "spectrum_tb")
    yield metered(resource, "Spectrum", "TB scanned", spectrum, "spectrum_data_scanned_tb")
    yield metered(resource, "Backup storage", "GB", prices.find("redshift", "backup_gb_month"), "backup_storage_gb")
