from decimal import Decimal

import pytest

from support.cost_plans import new, new_costs
from support.pricing import Neighbours, a, assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.aurora import cluster, cluster_instance
from tidegate.cost.catalog.resource import Unpriced

MYSQL = {"engine": "aurora-mysql", "instance_class": "db.r6g.large"}
SERVERLESS = {"engine": "aurora-postgresql", "instance_class": "db.serverless"}


def of(**cluster_values):
    return Neighbours(refers_to={"cluster_identifier": (a("aws_rds_cluster", **cluster_values),)})


@pytest.mark.parametrize(
    ("engine", "name", "region", "month"),
    [
        ("aurora-mysql", "db.r6g.large", "ap-northeast-2", "228.49"),
        ("aurora-mysql", "db.r5.large", "eu-west-1", "233.60"),
        ("aurora-mysql", "db.r4.large", "us-east-1", "211.70"),
        ("aurora-postgresql", "db.r4.large", "us-east-1", "211.70"),
    ],
)
def test_an_instance_is_billed_by_engine_and_class(engine, name, region, month):
    amounts = bill(cluster_instance, {"engine": engine, "instance_class": name}, region=region, around=of())
    assert amounts == {f"Database instance ({engine}, {name})": Decimal(month)}


def test_an_instance_whose_cluster_is_elsewhere_is_taken_to_have_standard_storage():
    assert assumptions(cluster_instance, MYSQL, region="ap-northeast-2") == ["its cluster has standard storage"]
    assert assumptions(cluster_instance, MYSQL, region="ap-northeast-2", around=of()) == []


@pytest.mark.parametrize(
    ("values", "around", "region", "why"),
    [
        (MYSQL, of(storage_type="aurora-iopt1"), "ap-northeast-2", "instances_io_optimized"),
        (MYSQL | {"instance_class": "db.x9.huge"}, of(), "ap-northeast-2", "db.x9.huge"),
        (MYSQL, of(), "sa-east-1", "sa-east-1"),
        (SERVERLESS, of(serverlessv2_scaling_configuration=[{"min_capacity": 0.5}]), "ap-northeast-2", "acu_hour"),
        (MYSQL | {"performance_insights_enabled": True, "performance_insights_retention_period": 731}, of(), "ap-northeast-2", "retention_month"),
    ],
)  # fmt: skip
def test_an_instance_without_a_price_is_not_free(values, around, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(cluster_instance, values, region=region, around=around)


def test_the_class_of_an_instance_must_be_known():
    with pytest.raises(Unpriced, match="`instance_class` is known only after apply"):
        bill(cluster_instance, {"engine": "aurora-mysql"}, unknown=("instance_class",), around=of())


@pytest.mark.parametrize(
    ("values", "region", "month"),
    [
        ({"serverlessv2_scaling_configuration": [{"min_capacity": 0.5}]}, "us-east-1", "43.80"),
        ({"serverlessv2_scaling_configuration": [{"min_capacity": 1}]}, "eu-west-1", "102.20"),
        (
            {"serverlessv2_scaling_configuration": [{"min_capacity": 2}], "storage_type": "aurora-iopt1"},
            "us-east-1",
            "233.60",
        ),
    ],
)
def test_a_serverless_instance_costs_at_least_its_clusters_minimum(values, region, month):
    assert bill(cluster_instance, SERVERLESS, region=region, around=of(**values)) == {
        "Aurora Serverless v2 (minimum ACU)": Decimal(month),
        "Aurora Serverless v2 above the minimum": None,
    }


@pytest.mark.parametrize("values", [{}, {"serverlessv2_scaling_configuration": [{"min_capacity": 0}]}])
def test_a_serverless_instance_that_may_sleep_is_billed_by_use_alone(values):
    around = of(**values)
    assert unit_prices(cluster_instance, SERVERLESS, around=around) == {
        "Aurora Serverless v2 above the minimum": ("ACU-hours", "0.12")
    }
    amounts = bill(cluster_instance, SERVERLESS, around=around, usage={"monthly_acu_hours": 100})
    assert amounts == {"Aurora Serverless v2 above the minimum": Decimal(12)}


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        (
            {},
            {"Storage": ("GB", "0.1"), "I/O requests": ("1M requests", "0.2"), "Backup storage": ("GB", "0.021")},
        ),
        ({"storage_type": "aurora-iopt1"}, {"Storage": ("GB", "0.23"), "Backup storage": ("GB", "0.021")}),
        (
            {"engine_mode": "serverless"},
            {
                "Storage": ("GB", "0.1"),
                "I/O requests": ("1M requests", "0.2"),
                "Backup storage": ("GB", "0.021"),
                "Aurora Serverless v1": ("ACU-hours", "0.06"),
            },
        ),
    ],
)
def test_a_cluster_is_billed_by_use_alone(values, parts):
    engine = {"engine": "aurora-mysql"}
    assert unit_prices(cluster, engine | values) == parts
    assert set(bill(cluster, engine | values).values()) == {None}


def test_what_is_expected_of_a_cluster_is_counted():
    usage = {"storage_gb": 100, "monthly_io_requests": 5_000_000}
    amounts = bill(cluster, {"engine": "aurora-mysql"}, usage=usage)
    assert amounts == {"Storage": Decimal(10), "I/O requests": Decimal(1), "Backup storage": None}


def test_a_serverless_instance_of_a_cluster_that_is_elsewhere_has_no_price():
    with pytest.raises(Unpriced, match="not in this plan"):
        bill(cluster_instance, SERVERLESS)


def test_insights_that_a_cluster_switches_on_are_billed_for_each_instance():
    values = {"engine": "aurora-mysql", "instance_class": "db.r4.large"}
    with pytest.raises(Unpriced, match="rds_insights advanced_hour"):
        bill(cluster_instance, values, around=of(database_insights_mode="advanced"))


def test_a_cluster_of_another_engine_has_no_price():
    with pytest.raises(Unpriced, match="Multi-AZ clusters of `postgres`"):
        bill(cluster, {"engine": "postgres"})


def test_a_plan_tells_which_cluster_an_instance_is_in():
    scaling = [{"min_capacity": 0.5, "max_capacity": 4}]
    owner = new("aws_rds_cluster.main", {"engine": "aurora-postgresql", "serverlessv2_scaling_configuration": scaling})
    references = ["aws_rds_cluster.main.id", "aws_rds_cluster.main"]
    costs = new_costs("aws_rds_cluster_instance", SERVERLESS, owner, refers={"cluster_identifier": references})
    assert costs == {
        "Aurora Serverless v2 (minimum ACU)": "43.8",
        "Aurora Serverless v2 above the minimum": "usage",
    }
