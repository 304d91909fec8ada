"""Streams and brokers: Kinesis, Firehose, MSK and Amazon MQ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered, monthly, within
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_A_DAY = 24
_DEPLOYMENTS = {
    "SINGLE_INSTANCE": "single",
    "ACTIVE_STANDBY_MULTI_AZ": "active_standby",
    "CLUSTER_MULTI_AZ": "cluster",
}


def kinesis_stream(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Shard hours, also those of keeping data for more than a day; of a stream on demand its own hours.

    Not counted: data, enhanced fan-out.
    """
    if within(resource, "stream_mode_details").text("stream_mode") == "ON_DEMAND":
        yield hourly("On-demand stream", prices.of("kinesis", "on_demand_stream_hour"))
        came, went = prices.find("kinesis", "on_demand_in_gb"), prices.find("kinesis", "on_demand_out_gb")
        yield metered(resource, "Data written", "GB", came, "monthly_on_demand_data_in_gb")
        yield metered(resource, "Data read", "GB", went, "monthly_on_demand_data_out_gb")
        return
    shards = Decimal(resource.needed("shard_count"))
    yield hourly("Shards", prices.of("kinesis", "provisioned_shard_hour"), shards)
    if resource.number("retention_period", _A_DAY) > _A_DAY:
        yield hourly("Extended retention", prices.of("kinesis", "extended_retention_shard_hour"), shards)
    price = prices.find("kinesis", "put_units_per_1m")
    yield metered(resource, "Put units", "1M units", price, "monthly_provisioned_put_units", per=1_000_000)


def firehose(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: data ingested."""
    yield metered(resource, "Data ingested", "GB", prices.find("firehose", "gb"), "monthly_data_ingested_gb")


def msk_cluster(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Broker hours and their volumes. Not counted: data transfer, tiered storage."""
    brokers = Decimal(resource.needed("number_of_broker_nodes"))
    group = within(resource, "broker_node_group_info")
    wanted = group.needed("instance_type")
    yield hourly(f"Brokers ({wanted})", prices.of("msk", wanted), brokers)
    volume = within(within(group, "storage_info"), "ebs_storage_info")
    if within(volume, "provisioned_throughput").flag("enabled"):
        raise Unpriced(say("no price for provisioned throughput of MSK"))
    size = volume.text("volume_size", group.text("ebs_volume_size"))
    if size:
        yield monthly("Storage", "GB", prices.of("msk", "storage_gb_month"), Decimal(size) * brokers)
    elif not wanted.startswith("express."):
        raise Unpriced(say("the size of its volumes is not known"))


def mq_broker(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of the whole broker, by instance type, deployment and engine. Not counted: storage."""
    engine, wanted = resource.needed("engine_type").lower(), resource.needed("host_instance_type")
    deployment = resource.text("deployment_mode", "SINGLE_INSTANCE")
    price = prices.of("mq", f"{wanted} {_DEPLOYMENTS.get(deployment, deployment)} {engine}")
    yield hourly(f"Broker ({engine}, {wanted})", price)
    kind = resource.text("storage_type", "efs" if engine == "activemq" else "ebs").lower()
    yield metered(resource, f"Storage ({kind})", "GB", prices.find("mq", f"{kind}_gb_month"), "storage_size_gb")
