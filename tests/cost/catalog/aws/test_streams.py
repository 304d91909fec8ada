from decimal import Decimal

import pytest

from support.pricing import bill, unit_prices
from tidegate.cost.catalog.aws.streams import firehose, kinesis_stream, mq_broker, msk_cluster
from tidegate.cost.catalog.resource import Unpriced

ON_DEMAND = {"stream_mode_details": [{"stream_mode": "ON_DEMAND"}]}


def msk(instance_type="kafka.t3.small", **volume):
    storage = [{"ebs_storage_info": [volume]}]
    return {
        "number_of_broker_nodes": 3,
        "broker_node_group_info": [{"instance_type": instance_type, "storage_info": storage}],
    }


def mq(engine="ActiveMQ", instance_type="mq.t2.micro", **values):
    return {"engine_type": engine, "host_instance_type": instance_type} | values


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({"shard_count": 4}, {"Shards": Decimal("43.80"), "Put units": None}),
        ({"shard_count": 1, "retention_period": 24}, {"Shards": Decimal("10.95"), "Put units": None}),
        (ON_DEMAND, {"On-demand stream": Decimal("29.20"), "Data written": None, "Data read": None}),
    ],
)
def test_a_stream_is_billed_for_its_shards_or_for_itself(values, amounts):
    assert bill(kinesis_stream, values) == amounts


def test_what_goes_through_a_stream_counts_when_it_is_expected():
    assert unit_prices(kinesis_stream, ON_DEMAND) == {"Data written": ("GB", "0.08"), "Data read": ("GB", "0.04")}
    usage = {"monthly_on_demand_data_in_gb": 100}
    assert bill(kinesis_stream, ON_DEMAND, usage=usage)["Data written"] == Decimal(8)
    assert unit_prices(firehose, {}) == {"Data ingested": ("GB", "")}


def test_a_kafka_cluster_is_billed_for_brokers_and_their_volumes():
    assert bill(msk_cluster, msk(volume_size=100)) == {
        "Brokers (kafka.t3.small)": Decimal("99.864"),
        "Storage": Decimal(30),
    }
    old = {
        "number_of_broker_nodes": 2,
        "broker_node_group_info": [{"instance_type": "kafka.m5.24xlarge", "ebs_volume_size": 500}],
    }
    assert bill(msk_cluster, old) == {"Brokers (kafka.m5.24xlarge)": Decimal("14716.80"), "Storage": Decimal(100)}


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        (mq(), {"Broker (activemq, mq.t2.micro)": Decimal("21.90"), "Storage (efs)": None}),
        (
            mq("RabbitMQ", "mq.m5.xlarge", deployment_mode="CLUSTER_MULTI_AZ"),
            {"Broker (rabbitmq, mq.m5.xlarge)": Decimal("1261.44"), "Storage (ebs)": None},
        ),
        (
            mq(instance_type="mq.m5.large", deployment_mode="ACTIVE_STANDBY_MULTI_AZ", storage_type="efs"),
            {"Broker (activemq, mq.m5.large)": Decimal("420.48"), "Storage (efs)": None},
        ),
    ],
)
def test_a_broker_is_billed_by_deployment_engine_and_instance(values, amounts):
    assert bill(mq_broker, values) == amounts


def test_storage_of_a_broker_has_the_price_of_its_kind():
    assert unit_prices(mq_broker, mq()) == {"Storage (efs)": ("GB", "0.3")}
    assert unit_prices(mq_broker, mq("RabbitMQ", "mq.m5.xlarge")) == {"Storage (ebs)": ("GB", "0.1")}
    assert bill(mq_broker, mq(), usage={"storage_size_gb": 50})["Storage (efs)"] == Decimal(15)


@pytest.mark.parametrize(
    ("pricer", "values", "region", "why"),
    [
        (kinesis_stream, {"shard_count": 1, "retention_period": 48}, "us-east-1", "extended_retention"),
        (kinesis_stream, ON_DEMAND, "eu-west-1", "on_demand_stream_hour"),
        (kinesis_stream, {}, "us-east-1", "shard_count"),
        (msk_cluster, msk("kafka.m7g.large", volume_size=100), "us-east-1", "kafka.m7g.large"),
        (msk_cluster, msk(), "us-east-1", "size of its volumes"),
        (msk_cluster, msk(volume_size=100, provisioned_throughput=[{"enabled": True}]), "us-east-1", "throughput"),
        (mq_broker, mq(deployment_mode="ACTIVE_STANDBY_MULTI_AZ"), "us-east-1", "active_standby"),
        (mq_broker, {"engine_type": "ActiveMQ"}, "us-east-1", "host_instance_type"),
        (mq_broker, mq(), "ap-northeast-2", "ap-northeast-2"),
    ],
)
def test_a_stream_or_broker_without_a_price_is_not_free(pricer, values, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(pricer, values, region=region)
