"""DocumentDB and Neptune: clusters, which are billed by use, and their instances."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource

_IO_OPTIMIZED = "iopt1"


def docdb_cluster(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed: its instances are billed on their own. Not counted: storage, I/O, backups."""
    yield from _cluster(resource, prices, "docdb")


def docdb_instance(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours by class, at the price of its cluster's storage. Not counted: CPU credits."""
    yield _instance(resource, around, prices, "docdb")
    if resource.text("instance_class").startswith(("db.t3.", "db.t4g.")):
        price = prices.find("docdb", "cpu_credits_vcpu_hour")
        yield metered(resource, "CPU credits", "vCPU-hours", price, "monthly_cpu_credit_hrs")


def neptune_cluster(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed: its instances are billed on their own. Not counted: storage, I/O, backups."""
    yield from _cluster(resource, prices, "neptune")


def neptune_instance(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours by class, at the price of its cluster's storage."""
    yield _instance(resource, around, prices, "neptune")


def _instance(resource: Resource, around: Around, prices: Prices, section: str) -> Component:
    wanted = resource.needed("instance_class")
    owner = next(iter(around.referred(resource, "cluster_identifier")), None)
    path = (wanted,) if owner is None or not _is_io_optimized(owner) else ("io_optimized", wanted)
    assumed = "" if owner else "its cluster has standard storage"
    return hourly(f"Database instance ({wanted})", prices.of(section, *path), assumed=assumed)


def _cluster(resource: Resource, prices: Prices, section: str) -> Iterator[Component]:
    optimized = _is_io_optimized(resource)
    stored = "storage_io_optimized_gb_month" if optimized else "storage_gb_month"
    yield metered(resource, "Storage", "GB", prices.find(section, stored), "storage_gb")
    if not optimized:
        price = prices.find(section, "io_per_1m")
        yield metered(resource, "I/O requests", "1M requests", price, "monthly_io_requests", per=1_000_000)
    yield metered(resource, "Backup storage", "GB", prices.find(section, "backup_gb_month"), "backup_storage_gb")


def _is_io_optimized(cluster: Resource) -> bool:
    return cluster.text("storage_type") == _IO_OPTIMIZED
