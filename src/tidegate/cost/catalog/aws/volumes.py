"""EBS: volumes, alone or of an instance, and snapshots of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import by_usage, monthly
from tidegate.cost.catalog.resource import Around, Prices, Resource, number

DEFAULT_SIZE, DEFAULT_TYPE = 8, "gp2"
_FREE_IOPS, _FREE_THROUGHPUT = 3000, 125
_LEAST_IOPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A volume as it is asked for.

    Attributes:
        name: What components call it: `Root volume`; empty for a volume of its own.
        iops, throughput: 0 where nothing is asked for.
        assumed: What of it was taken for granted.
    """

    type: str
    size: Decimal
    iops: Decimal = Decimal(0)
    throughput: Decimal = Decimal(0)
    name: str = ""
    assumed: str = ""


def disk(
    block: Mapping[str, Any], name: str, default_size: int = DEFAULT_SIZE, default_type: str = DEFAULT_TYPE
) -> Disk:
    """A volume from a block of an instance or launch template, with AWS's defaults for what the block leaves open."""
    size, type_ = block.get("volume_size"), block.get("volume_type")
    taken = (f"{default_size} GB" if not size else "", default_type if not type_ else "")
    return Disk(
        name=name,
        type=str(type_ or default_type),
        size=number(size, default_size) or Decimal(default_size),
        iops=number(block.get("iops")),
        throughput=number(block.get("throughput")),
        assumed=_until_known(*taken),
    )


def volume(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """GB of storage by volume type, provisioned IOPS of io1 and io2, IOPS over 3,000 and throughput over 125 MB/s of
    gp3. One that is as large as its snapshot has no price.

    Not counted: I/O of magnetic volumes.
    """
    values = {**resource.values, "volume_size": resource.needed("size"), "volume_type": resource.values.get("type")}
    yield from storage(disk(values, ""), Decimal(1), prices, resource.usage.get("monthly_standard_io_requests"))


def storage(asked: Disk, count: Decimal, prices: Prices, requests: Decimal | None = None) -> Iterator[Component]:
    """What `count` such volumes are billed for; `requests` is the expected number of them to a magnetic one."""
    label = f"{asked.name}: storage" if asked.name else "Storage"
    price = prices.of("ebs_gb_month", asked.type)
    yield monthly(f"{label} ({asked.type})", "GB", price, asked.size * count, assumed=asked.assumed)
    yield from _speed(asked, count, prices)
    if asked.type == "standard":
        millions = requests / 1_000_000 if requests is not None else None
        yield by_usage("I/O requests", "1M requests", prices.find("ebs_standard_io_per_1m"), millions)


def _speed(asked: Disk, count: Decimal, prices: Prices) -> Iterator[Component]:
    label = f"{asked.name}: " if asked.name else ""
    if asked.type in ("io1", "io2"):
        price = prices.of("ebs_iops_month", asked.type)
        assumed = "" if asked.iops else _until_known(f"{_LEAST_IOPS} IOPS")
        iops = asked.iops or Decimal(_LEAST_IOPS)
        yield monthly(f"{label}Provisioned IOPS ({asked.type})", "IOPS", price, iops * count, assumed=assumed)
    elif asked.type == "gp3":
        if asked.iops > _FREE_IOPS:
            price = prices.of("ebs_iops_month", "gp3_over_3000")
            yield monthly(f"{label}IOPS over 3,000", "IOPS", price, (asked.iops - _FREE_IOPS) * count)
        if asked.throughput > _FREE_THROUGHPUT:
            price = prices.of("ebs_gp3_throughput_mbps_month_over_125")
            more = (asked.throughput - _FREE_THROUGHPUT) * count
            yield monthly(f"{label}Throughput over 125 MB/s", "MB/s", price, more)


def snapshot(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """GB of the volume it is made of, as if it were the first snapshot of a full volume. Not counted: API calls."""
    tier = "ebs_snapshot_archive_gb_month" if resource.text("storage_tier") == "archive" else "ebs_snapshot_gb_month"
    price = prices.of(tier)
    size = _size_of_source(resource, around)
    if size:
        yield monthly("Snapshot storage", "GB", price, size, assumed="a full copy of the volume")
    else:
        yield by_usage("Snapshot storage", "GB", price)


def _size_of_source(resource: Resource, around: Around) -> Decimal:
    """GB of the volume behind a snapshot or a copy of one; 0 when it is not in the plan."""
    known = resource.number("volume_size")
    if known:
        return known
    for each in around.referred(resource, "volume_id"):
        if each.type == "aws_ebs_volume":
            return each.number("size", DEFAULT_SIZE)
    for each in around.referred(resource, "source_snapshot_id"):
        if each.type == "aws_ebs_snapshot":
            return _size_of_source(each, around)
    return Decimal(0)


def _until_known(*taken: str) -> str:
    shown = " ".join(filter(None, taken))
    return f"{shown} until AWS says otherwise" if shown else ""
