from decimal import Decimal

import pytest

from support.cost_plans import new, new_costs
from support.pricing import Neighbours, a, bill, unit_prices
from tidegate.cost.catalog.aws.dynamodb import table
from tidegate.cost.catalog.resource import Unpriced

REGION = "us-east-2"
PROVISIONED = {"billing_mode": "PROVISIONED", "write_capacity": 10, "read_capacity": 20}
STORED = {"Data storage": None, "Backup storage": None, "Data restored": None}


def scaled(dimension, least):
    return a("aws_appautoscaling_target", scalable_dimension=f"dynamodb:{dimension}", min_capacity=least)


@pytest.mark.parametrize(
    ("values", "targets", "writes", "reads"),
    [
        (PROVISIONED, (), "4.745", "1.898"),
        (PROVISIONED | {"billing_mode": None}, (), "4.745", "1.898"),
        (PROVISIONED, (scaled("table:WriteCapacityUnits", 100),), "47.45", "1.898"),
        (PROVISIONED, (scaled("table:ReadCapacityUnits", 10),), "4.745", "0.949"),
        (PROVISIONED, (scaled("index:WriteCapacityUnits", 100),), "4.745", "1.898"),
        (
            PROVISIONED | {"global_secondary_index": [{"write_capacity": 10, "read_capacity": 20}]},
            (),
            "9.49",
            "3.796",
        ),
        (
            PROVISIONED | {"global_secondary_index": [{"write_capacity": 10, "read_capacity": 20}]},
            (scaled("index:WriteCapacityUnits", 100),),
            "52.195",
            "3.796",
        ),
        (
            PROVISIONED | {"global_secondary_index": [{"write_capacity": -10, "read_capacity": -20}]},
            (),
            "4.745",
            "1.898",
        ),
    ],
)
def test_a_provisioned_table_is_billed_for_its_capacity_and_that_of_its_indexes(values, targets, writes, reads):
    amounts = bill(table, values, region=REGION, around=Neighbours(referred_by=targets))
    assert amounts == {"Write capacity units": Decimal(writes), "Read capacity units": Decimal(reads)} | STORED


def test_a_table_on_demand_is_billed_by_use_alone():
    values = {"billing_mode": "PAY_PER_REQUEST"}
    assert bill(table, values, region=REGION) == {"Write requests": None, "Read requests": None} | STORED
    usage = {"monthly_write_request_units": 4_000_000, "monthly_read_request_units": 20_000_000, "storage_gb": 20}
    assert bill(table, values, region=REGION, usage=usage) == {
        "Write requests": Decimal("2.5"),
        "Read requests": Decimal("2.5"),
        "Data storage": Decimal(5),
        "Backup storage": None,
        "Data restored": None,
    }


def test_what_is_switched_on_is_shown_with_its_price():
    values = {
        "billing_mode": "PAY_PER_REQUEST",
        "point_in_time_recovery": [{"enabled": True}],
        "stream_enabled": True,
        "replica": [{"region_name": "us-west-2"}],
    }
    assert unit_prices(table, values, region=REGION) == {
        "Write requests": ("1M requests", "0.625"),
        "Read requests": ("1M requests", "0.125"),
        "Replicated write requests": ("1M requests", ""),
        "Data storage": ("GB", "0.25"),
        "Point-in-time recovery": ("GB", "0.2"),
        "Backup storage": ("GB", "0.1"),
        "Data restored": ("GB", "0.15"),
        "Stream reads": ("1M requests", "0.2"),
    }


@pytest.mark.parametrize(
    ("values", "region", "unknown", "why"),
    [
        (PROVISIONED, "ap-northeast-2", (), "wcu_hour"),
        (PROVISIONED | {"table_class": "STANDARD_INFREQUENT_ACCESS"}, REGION, (), "infrequent_access"),
        (PROVISIONED | {"replica": [{"region_name": "us-west-2"}]}, REGION, (), "replicas"),
        ({"write_capacity": 10}, REGION, ("read_capacity",), "`read_capacity` is known only after apply"),
    ],
)
def test_a_provisioned_table_without_a_price_is_not_free(values, region, unknown, why):
    with pytest.raises(Unpriced, match=why):
        bill(table, values, region=region, unknown=unknown)


def test_a_plan_tells_what_scaling_keeps_of_a_table():
    target = new(
        "aws_appautoscaling_target.it",
        {"scalable_dimension": "dynamodb:table:WriteCapacityUnits", "min_capacity": 100},
        refers={"resource_id": ["aws_dynamodb_table.it.name", "aws_dynamodb_table.it"]},
    )
    costs = new_costs("aws_dynamodb_table", PROVISIONED, target, region=REGION)
    assert (costs["Write capacity units"], costs["Read capacity units"]) == ("47.45", "1.898")
