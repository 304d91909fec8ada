"""Storage: S3 buckets, EFS and FSx file systems, backup vaults."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import metered, monthly, until_known, within
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_S3 = (
    ("Standard storage", "standard_gb_month_first_50tb", "standard.storage_gb"),
    ("Standard-IA storage", "standard_ia_gb_month", "standard_infrequent_access.storage_gb"),
    ("One Zone-IA storage", "one_zone_ia_gb_month", "one_zone_infrequent_access.storage_gb"),
    (
        "Intelligent-Tiering storage, frequent",
        "intelligent_frequent_gb_month",
        "intelligent_tiering.frequent_access_storage_gb",
    ),
    (
        "Intelligent-Tiering storage, infrequent",
        "intelligent_infrequent_gb_month",
        "intelligent_tiering.infrequent_access_storage_gb",
    ),
    ("Glacier storage", "glacier_flexible_gb_month", "glacier_flexible_retrieval.storage_gb"),
    ("Glacier Deep Archive storage", "glacier_deep_archive_gb_month", "glacier_deep_archive.storage_gb"),
)


def bucket(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: storage and requests, at prices of the first tier.

    Storage classes other than Standard are shown when a usage file speaks of them.
    """
    for name, key, used in _S3:
        if key.startswith("standard_gb") or used in resource.usage:
            yield metered(resource, name, "GB", prices.find("s3", key), used)
    put, get = prices.find("s3", "put_per_1k"), prices.find("s3", "get_per_1k")
    yield metered(resource, "Write requests", "1k requests", put, "standard.monthly_tier_1_requests", per=1000)
    yield metered(resource, "Read requests", "1k requests", get, "standard.monthly_tier_2_requests", per=1000)


def efs(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Provisioned throughput. Not counted: storage, what is read and written above it."""
    kind = "one_zone" if resource.text("availability_zone_name") else "standard"
    yield metered(resource, "Storage", "GB", prices.find("efs", f"{kind}_gb_month"), "storage_gb")
    if resource.blocks("lifecycle_policy"):
        price = prices.find("efs", f"{kind}_ia_gb_month")
        yield metered(resource, "Infrequent access storage", "GB", price, "infrequent_access_storage_gb")
    if resource.text("throughput_mode") == "provisioned":
        amount = Decimal(resource.needed("provisioned_throughput_in_mibps"))
        yield monthly("Provisioned throughput", "MiB/s", prices.of("efs", "provisioned_mibps_month"), amount)


def fsx_windows(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Storage and throughput by deployment and disk. Not counted: backups."""
    zones = _zones(resource.text("deployment_type", "SINGLE_AZ_1"))
    kind = resource.text("storage_type", "SSD")
    _refuse_own_iops(resource)
    storage = prices.of("fsx", f"windows_{kind.lower()}_{zones}_gb_month")
    throughput = prices.of("fsx", f"windows_throughput_{zones}_mbps_month")
    assumed = until_known(resource, "deployment_type", "a single availability zone")
    yield from _file_system(resource, kind, storage, throughput, assumed)
    yield _backups(resource, prices)


def fsx_openzfs(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Storage and throughput of a single availability zone. Not counted: backups."""
    multi = "" if _zones(resource.needed("deployment_type")) == "single_az" else "_multi_az"
    kind = resource.text("storage_type", "SSD")
    _refuse_own_iops(resource)
    storage = prices.of("fsx", f"openzfs_{kind.lower()}{multi}_gb_month")
    throughput = prices.of("fsx", f"openzfs_throughput{multi}_mbps_month")
    yield from _file_system(resource, kind, storage, throughput, "")
    yield _backups(resource, prices)


def vault(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: what is kept in it and restored from it."""
    for name, kind in (("EBS", "ebs_snapshot"), ("EFS", "efs_warm_backup"), ("RDS", "rds_snapshot")):
        price = prices.find("backup", f"{kind}_gb_month")
        yield metered(resource, f"Backups of {name}", "GB", price, f"monthly_{kind}_gb")


def _zones(deployment: str) -> str:
    if deployment.startswith("SINGLE_AZ_HA"):
        raise Unpriced(say("no price for file systems of type `{type}`", type=deployment))
    return "multi_az" if deployment.startswith("MULTI_AZ") else "single_az"


def _refuse_own_iops(resource: Resource) -> None:
    """Three IOPS come with each GB; what is asked for beyond that has no price here."""
    disk = within(resource, "disk_iops_configuration")
    if disk.text("mode") == "USER_PROVISIONED" and disk.number("iops") > 3 * resource.number("storage_capacity"):
        raise Unpriced(say("no price for provisioned IOPS of FSx"))


def _file_system(
    resource: Resource, kind: str, storage: Decimal, throughput: Decimal, assumed: str
) -> Iterator[Component]:
    size, speed = Decimal(resource.needed("storage_capacity")), Decimal(resource.needed("throughput_capacity"))
    yield monthly(f"Storage ({kind})", "GB", storage, size, assumed=assumed)
    yield monthly("Throughput", "MB/s", throughput, speed, assumed=assumed)


def _backups(resource: Resource, prices: Prices) -> Component:
    return metered(resource, "Backup storage", "GB", prices.find("fsx", "backup_gb_month"), "backup_storage_gb")
