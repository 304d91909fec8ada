"""RDS instances: hours by engine and class, storage, and what is provisioned above its baseline."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered, monthly, until_known
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_PAST_STANDARD_SUPPORT = {
    "mysql": ("5.", "8.0"),
    "postgres": ("9.", "10", "11", "12", "13"),
}
"""Beginnings of versions whose standard support has ended by the release calendars of RDS."""

_FREE_RETENTION_DAYS = 7


class Baseline(NamedTuple):
    """What gp3 storage gives without further payment."""

    iops: int
    mebibytes_per_second: int


def instance(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours by engine, class and Multi-AZ; storage; io1 IOPS, and gp3 IOPS and throughput above the baseline.

    Not counted: backups beyond the database's size, I/O of magnetic storage, CPU credits, and extended support of
    versions past standard support, whose price depends on the year and the number of vCPUs.
    """
    engine = _source(resource, around, "engine").needed("engine")
    yield _hours(resource, prices, engine)
    yield from _storage(resource, _source(resource, around, "allocated_storage"), prices, engine)
    yield from insights(resource, prices)
    yield from cpu_credits(resource, prices)
    yield from _backups(resource, prices)
    yield from _extended_support(resource, prices, engine)


def insights(resource: Resource, prices: Prices) -> Iterator[Component]:
    """What keeping performance figures for more than a week costs an instance; by class."""
    name = resource.text("instance_class")
    if resource.text("database_insights_mode") == "advanced":
        yield hourly("Database Insights (advanced)", prices.of("rds_insights", "advanced_hour", name))
    elif (
        resource.flag("performance_insights_enabled")
        and resource.number("performance_insights_retention_period") > _FREE_RETENTION_DAYS
    ):
        price = prices.of("rds_insights", "retention_month", name)
        yield monthly("Performance Insights retention", "months", price, 1)


def cpu_credits(resource: Resource, prices: Prices) -> Iterator[Component]:
    """Burstable classes may use more than they earn."""
    if resource.text("instance_class").startswith(("db.t3.", "db.t4g.")):
        price = prices.find("rds_cpu_credits_vcpu_hour")
        yield metered(resource, "CPU credits", "vCPU-hours", price, "monthly_cpu_credit_hrs")


def _source(resource: Resource, around: Around, attribute: str) -> Resource:
    """Who says what an attribute is: a replica that does not say it has it from its source."""
    if resource.text(attribute):
        return resource
    return next(iter(around.referred(resource, "replicate_source_db")), resource)


def _hours(resource: Resource, prices: Prices, engine: str) -> Component:
    wanted = resource.needed("instance_class")
    own_licence = resource.text("license_model") == "bring-your-own-license"
    section = "rds_multi_az" if resource.flag("multi_az") else "rds"
    price = prices.of(section, f"{engine}-byol" if own_licence else engine, wanted)
    shown = "Multi-AZ" if resource.flag("multi_az") else "Single-AZ"
    return hourly(
        f"Database instance ({engine}, {shown}, {wanted})",
        price,
        assumed=until_known(resource, "multi_az", shown),
    )


def _storage(resource: Resource, sized: Resource, prices: Prices, engine: str) -> Iterator[Component]:
    if resource.flag("dedicated_log_volume"):
        raise Unpriced(say("no price for dedicated log volumes"))
    size = Decimal(sized.needed("allocated_storage"))
    kind = resource.text("storage_type", "io1" if resource.number("iops") else "gp2")
    section = ("rds_storage", "multi_az") if resource.flag("multi_az") else ("rds_storage",)
    price = prices.of(*section, f"{'magnetic' if kind == 'standard' else kind}_gb_month")
    assumed = until_known(resource, "storage_type", kind)
    yield monthly(f"Storage ({kind})", "GB", price, size, assumed=assumed)
    if kind in ("io1", "io2"):
        yield monthly("Provisioned IOPS", "IOPS", prices.of(*section, f"{kind}_iops_month"), _iops(resource, kind))
    elif kind == "gp3":
        yield from _above(resource, prices, section, baseline(engine, size))
    elif kind == "standard":
        price_of_io = prices.find(*section, "magnetic_io_per_1m")
        used = "monthly_standard_io_requests"
        yield metered(resource, "I/O requests", "1M requests", price_of_io, used, per=1_000_000)


def _iops(resource: Resource, kind: str) -> Decimal:
    """io1 is not sold below 1,000."""
    return max(resource.number("iops"), Decimal(1000)) if kind == "io1" else Decimal(resource.needed("iops"))


def baseline(engine: str, size: Decimal) -> Baseline:
    """Large gp3 storage is striped over four volumes: from 400 GB, for Oracle from 200 GB, for SQL Server never."""
    if engine.startswith("sqlserver"):
        return Baseline(3000, 125)
    striped = size >= (200 if engine.startswith("oracle") else 400)
    return Baseline(12000, 500) if striped else Baseline(3000, 125)


def _above(resource: Resource, prices: Prices, section: tuple[str, ...], free: Baseline) -> Iterator[Component]:
    iops = resource.number("iops") - free.iops
    if iops > 0:
        price = prices.of(*section, "gp3_iops_month_over_baseline")
        yield monthly(f"Provisioned IOPS over {free.iops:,}", "IOPS", price, iops)
    throughput = resource.number("storage_throughput") - free.mebibytes_per_second
    if throughput > 0:
        price = prices.of(*section, "gp3_throughput_mbps_month_over_baseline")
        yield monthly(f"Throughput over {free.mebibytes_per_second}", "MiB/s", price, throughput)


def _backups(resource: Resource, prices: Prices) -> Iterator[Component]:
    if resource.number("backup_retention_period") > 0:
        price = prices.find("rds_storage", "backup_gb_month")
        yield metered(resource, "Additional backup storage", "GB", price, "additional_backup_storage_gb")


def _extended_support(resource: Resource, prices: Prices, engine: str) -> Iterator[Component]:
    refused = resource.text("engine_lifecycle_support") == "open-source-rds-extended-support-disabled"
    version = resource.values.get("engine_version")
    is_past = isinstance(version, str) and version.startswith(_PAST_STANDARD_SUPPORT.get(engine, ()))
    if is_past and not refused:
        price = prices.find("rds_storage", "extended_support_year1_vcpu_hour")
        used = "monthly_extended_support_vcpu_hours"
        yield metered(resource, "Extended support (price of its first years)", "vCPU-hours", price, used)
