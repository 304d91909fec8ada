"""OpenSearch and Elasticsearch domains: their nodes and the volumes of their data nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import hourly, metered, monthly, within
from tidegate.cost.catalog.resource import Around, Prices, Resource

_DEFAULT = "m4.large.search"


def domain(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of all nodes; volumes of data nodes, with IOPS and throughput above what comes with them.

    Not counted: UltraWarm and cold storage, data transfer.
    """
    sizes = within(resource, "cluster_config")
    yield _nodes("Data nodes", sizes, "instance_type", sizes.number("instance_count", 1), prices)
    yield from _further_nodes(sizes, prices)
    if sizes.flag("warm_enabled"):
        price = prices.find("opensearch_storage", "managed_storage_gb_month")
        yield metered(resource, "UltraWarm storage", "GB", price, "warm_storage_gb")
    volume = within(resource, "ebs_options")
    if volume.flag("ebs_enabled"):
        yield from _volumes(volume, sizes.number("instance_count", 1), prices)


def _further_nodes(sizes: Resource, prices: Prices) -> Iterator[Component]:
    if sizes.flag("dedicated_master_enabled"):
        masters = sizes.number("dedicated_master_count", 3)
        yield _nodes("Dedicated masters", sizes, "dedicated_master_type", masters, prices)
    for each in sizes.blocks("node_options"):
        options = within(replace(sizes, values=each), "node_config")
        if options.flag("enabled"):
            name = f"{each.get('node_type')} nodes".capitalize()
            yield _nodes(name, options, "type", options.number("count"), prices)
    if sizes.flag("warm_enabled"):
        yield _nodes("UltraWarm nodes", sizes, "warm_type", sizes.number("warm_count", 2), prices)


def _nodes(name: str, sizes: Resource, attribute: str, count: Decimal, prices: Prices) -> Component:
    """A type has one price, whether it is written with `.search` or `.elasticsearch`."""
    wanted = sizes.text(attribute, _DEFAULT).replace(".elasticsearch", ".search")
    assumed = "" if sizes.text(attribute) else f"{_DEFAULT} until AWS says otherwise"
    return hourly(f"{name} ({wanted})", prices.of("opensearch", wanted), count, assumed=assumed)


def _volumes(volume: Resource, nodes: Decimal, prices: Prices) -> Iterator[Component]:
    kind, size = volume.text("volume_type", "gp2"), Decimal(volume.needed("volume_size"))
    price = prices.of("opensearch_storage", f"{'magnetic' if kind == 'standard' else kind}_gb_month")
    assumed = "" if volume.text("volume_type") else "gp2 until AWS says otherwise"
    yield monthly(f"Storage ({kind})", "GB", price, size * nodes, assumed=assumed)
    if kind == "io1":
        iops = Decimal(volume.needed("iops"))
        yield monthly("Provisioned IOPS", "IOPS", prices.of("opensearch_storage", "io1_iops_month"), iops * nodes)
    if kind == "gp3":
        yield from _above(volume, size, nodes, prices)


def _above(volume: Resource, size: Decimal, nodes: Decimal, prices: Prices) -> Iterator[Component]:
    """What gp3 volumes have above what comes with their size."""
    iops = volume.number("iops") - max(Decimal(3000), 3 * size)
    if iops > 0:
        price = prices.of("opensearch_storage", "gp3_iops_month")
        yield monthly("Provisioned IOPS above the baseline", "IOPS", price, iops * nodes)
    throughput = volume.number("throughput") - _throughput_of(size)
    if throughput > 0:
        price = prices.of("opensearch_storage", "gp3_throughput_mbps_month")
        yield monthly("Throughput above the baseline", "MiB/s", price, throughput * nodes)


def _throughput_of(size: Decimal) -> Decimal:
    """125 MiB/s come with up to 170 GB, 250 with each 3 TB begun of more."""
    return Decimal(125) if size <= 170 else 250 * (size / 3072).to_integral_value(ROUND_CEILING)
