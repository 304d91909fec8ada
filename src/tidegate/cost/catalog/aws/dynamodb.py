"""DynamoDB tables: provisioned capacity, or requests on demand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced, number

_MILLION = 1_000_000


def table(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Capacity units of a provisioned table and its global indexes; automatic scaling counts with its minimum.

    Not counted: requests on demand, storage, backups, restores, streams.
    """
    section = _section(resource)
    if resource.text("billing_mode", "PROVISIONED") == "PAY_PER_REQUEST":
        yield from _requests(resource, prices, section)
    else:
        yield from _capacity(resource, around, prices, section)
    yield from _stored(resource, prices, section)


def _section(resource: Resource) -> str:
    infrequent = resource.text("table_class") == "STANDARD_INFREQUENT_ACCESS"
    return "dynamodb_infrequent_access" if infrequent else "dynamodb"


def _capacity(resource: Resource, around: Around, prices: Prices, section: str) -> Iterator[Component]:
    if resource.blocks("replica"):
        raise Unpriced(say("no price for replicas of provisioned tables"))
    writes, reads = _units(resource, around, "Write"), _units(resource, around, "Read")
    yield hourly("Write capacity units", prices.of(section, "wcu_hour"), writes)
    yield hourly("Read capacity units", prices.of(section, "rcu_hour"), reads)


def _units(resource: Resource, around: Around, which: str) -> Decimal:
    attribute = f"{which.lower()}_capacity"
    kept = _kept(resource, around, "table", which)
    own = Decimal(kept[0].needed("min_capacity") if kept else resource.needed(attribute))
    return own + _of_the_indexes(resource, around, which, attribute)


def _of_the_indexes(resource: Resource, around: Around, which: str, attribute: str) -> Decimal:
    """What they are given, or what scaling keeps of them where that is more.

    Terraform plans an index of less than nothing; AWS refuses it when the table has grown already.
    """
    indexes = resource.blocks("global_secondary_index")
    given = sum((max(number(each.get(attribute)), Decimal(0)) for each in indexes), Decimal(0))
    least = sum((each.number("min_capacity") for each in _kept(resource, around, "index", which)), Decimal(0))
    return max(given, least) if indexes else given


def _kept(resource: Resource, around: Around, what: str, which: str) -> list[Resource]:
    """Targets of automatic scaling of the table or of its indexes."""
    targets = around.referring(resource, "aws_appautoscaling_target")
    return [each for each in targets if each.text("scalable_dimension") == f"dynamodb:{what}:{which}CapacityUnits"]


def _requests(resource: Resource, prices: Prices, section: str) -> Iterator[Component]:
    write, read = prices.find(section, "wru_per_1m"), prices.find(section, "rru_per_1m")
    yield metered(resource, "Write requests", "1M requests", write, "monthly_write_request_units", per=_MILLION)
    yield metered(resource, "Read requests", "1M requests", read, "monthly_read_request_units", per=_MILLION)
    if resource.blocks("replica"):
        price = prices.find(section, "replicated_wru_per_1m")
        used = "monthly_replicated_write_request_units"
        yield metered(resource, "Replicated write requests", "1M requests", price, used, per=_MILLION)


def _stored(resource: Resource, prices: Prices, section: str) -> Iterator[Component]:
    yield metered(resource, "Data storage", "GB", prices.find(section, "storage_gb_month"), "storage_gb")
    if any(each.get("enabled") is True for each in resource.blocks("point_in_time_recovery")):
        price = prices.find(section, "pitr_gb_month")
        yield metered(resource, "Point-in-time recovery", "GB", price, "pitr_backup_storage_gb")
    backup = prices.find(section, "backup_gb_month")
    yield metered(resource, "Backup storage", "GB", backup, "on_demand_backup_storage_gb")
    yield metered(resource, "Data restored", "GB", prices.find(section, "restore_gb"), "monthly_data_restored_gb")
    if resource.flag("stream_enabled"):
        price, used = prices.find(section, "streams_rru_per_1m"), "monthly_streams_read_request_units"
        yield metered(resource, "Stream reads", "1M requests", price, used, per=_MILLION)
