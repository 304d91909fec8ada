"""Aurora: clusters, which are billed by use, and their instances."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.aws.rds import cpu_credits, insights
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced, number

_STANDARD, _IO_OPTIMIZED = "aurora", "aurora-iopt1"
_STORED = {_STANDARD: "storage_gb_month", _IO_OPTIMIZED: "storage_io_optimized_gb_month"}
_ACU = {_STANDARD: "serverless_v2_acu_hour", _IO_OPTIMIZED: "serverless_v2_io_optimized_acu_hour"}
_ACU_HOURS = "monthly_acu_hours"


def cluster(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed: its instances are billed on their own.

    Not counted: storage, I/O, backups, capacity units of Aurora Serverless v1, and extended support of old versions.
    """
    engine = resource.needed("engine")
    if not engine.startswith("aurora"):
        raise Unpriced(say("no price for Multi-AZ clusters of `{engine}`", engine=engine))
    storage = _storage(resource)
    yield metered(resource, "Storage", "GB", prices.find("aurora", _STORED[storage]), "storage_gb")
    if storage == _STANDARD:
        price = prices.find("aurora", "io_per_1m")
        yield metered(resource, "I/O requests", "1M requests", price, "monthly_io_requests", per=1_000_000)
    yield metered(resource, "Backup storage", "GB", prices.find("aurora", "backup_gb_month"), "backup_storage_gb")
    if resource.text("engine_mode") == "serverless":
        price = prices.find("aurora", "serverless_v1_acu_hour")
        yield metered(resource, "Aurora Serverless v1", "ACU-hours", price, _ACU_HOURS)


def cluster_instance(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours by engine and class, at the price of its cluster's storage; of a serverless one the cluster's minimum.

    Not counted: CPU credits, and what a serverless instance uses above the minimum.
    """
    owner = next(iter(around.referred(resource, "cluster_identifier")), None)
    storage = _storage(owner) if owner else _STANDARD
    assumed = "" if owner else "its cluster has standard storage"
    if resource.needed("instance_class") == "db.serverless":
        yield from _serverless(resource, owner, prices, storage)
    else:
        yield _hours(resource, prices, storage, assumed)
    yield from insights(resource, prices)
    if owner and owner.text("database_insights_mode") == "advanced":
        price = prices.of("rds_insights", "advanced_hour", resource.needed("instance_class"))
        yield hourly("Database Insights (advanced)", price)
    yield from cpu_credits(resource, prices)


def _storage(cluster: Resource) -> str:
    return _IO_OPTIMIZED if cluster.text("storage_type") == _IO_OPTIMIZED else _STANDARD


def _hours(resource: Resource, prices: Prices, storage: str, assumed: str) -> Component:
    engine, wanted = resource.needed("engine"), resource.needed("instance_class")
    return hourly(f"Database instance ({engine}, {wanted})", _hour(prices, engine, wanted, storage), assumed=assumed)


def _hour(prices: Prices, engine: str, wanted: str, storage: str) -> Decimal:
    """Where instances are not listed by engine, they have one price for both."""
    if storage == _IO_OPTIMIZED:
        return prices.of("aurora", "instances_io_optimized", wanted)
    listed = prices.find("rds", engine, wanted)
    return prices.of("aurora", "instances", wanted) if listed is None else listed


def _serverless(resource: Resource, owner: Resource | None, prices: Prices, storage: str) -> Iterator[Component]:
    if owner is None:
        raise Unpriced(say("the minimum of its cluster is not known: the cluster is not in this plan"))
    scaling = owner.block("serverlessv2_scaling_configuration")
    least = number(scaling.get("min_capacity"))
    if least > 0:
        yield hourly("Aurora Serverless v2 (minimum ACU)", prices.of("aurora", _ACU[storage]), least)
    above = "Aurora Serverless v2 above the minimum"
    yield metered(resource, above, "ACU-hours", prices.find("aurora", _ACU[storage]), _ACU_HOURS)
