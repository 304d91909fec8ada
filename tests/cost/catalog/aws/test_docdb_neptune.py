from decimal import Decimal

import pytest

from support.cost_plans import new, new_costs
from support.pricing import Neighbours, a, assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.docdb_neptune import docdb_cluster, docdb_instance, neptune_cluster, neptune_instance
from tidegate.cost.catalog.resource import Unpriced

STANDARD = Neighbours(refers_to={"cluster_identifier": (a("aws_docdb_cluster"),)})
OPTIMIZED = Neighbours(refers_to={"cluster_identifier": (a("aws_docdb_cluster", storage_type="iopt1"),)})


@pytest.mark.parametrize(
    ("name", "amounts"),
    [
        ("db.r5.4xlarge", {"Database instance (db.r5.4xlarge)": Decimal("1617.68")}),
        ("db.t3.medium", {"Database instance (db.t3.medium)": Decimal("56.94"), "CPU credits": None}),
    ],
)
def test_a_documentdb_instance_is_billed_by_class(name, amounts):
    assert bill(docdb_instance, {"instance_class": name}, around=STANDARD) == amounts
    assert assumptions(docdb_instance, {"instance_class": name}, around=STANDARD) == []
    assert assumptions(docdb_instance, {"instance_class": name}) == ["its cluster has standard storage"]


@pytest.mark.parametrize(
    ("pricer", "around", "region", "why"),
    [
        (docdb_instance, OPTIMIZED, "us-east-1", "io_optimized"),
        (docdb_instance, STANDARD, "ap-northeast-2", "ap-northeast-2"),
        (neptune_instance, STANDARD, "us-east-1", "neptune"),
    ],
)
def test_an_instance_without_a_price_is_not_free(pricer, around, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(pricer, {"instance_class": "db.r5.4xlarge"}, around=around, region=region)


def test_the_class_of_an_instance_must_be_known():
    with pytest.raises(Unpriced, match="`instance_class` is known only after apply"):
        bill(docdb_instance, {}, unknown=("instance_class",))


def test_clusters_are_billed_by_use_alone():
    assert unit_prices(docdb_cluster, {}) == {
        "Storage": ("GB", "0.1"),
        "I/O requests": ("1M requests", "0.2"),
        "Backup storage": ("GB", "0.021"),
    }
    assert unit_prices(docdb_cluster, {"storage_type": "iopt1"}) == {
        "Storage": ("GB", ""),
        "Backup storage": ("GB", "0.021"),
    }
    assert bill(docdb_cluster, {}, usage={"storage_gb": 50})["Storage"] == Decimal(5)
    assert bill(neptune_cluster, {}) == {"Storage": None, "I/O requests": None, "Backup storage": None}


def test_a_team_may_say_what_neptune_costs():
    owner = new("aws_neptune_cluster.main", {})
    costs = new_costs(
        "aws_neptune_cluster_instance",
        {"instance_class": "db.r5.large"},
        owner,
        refers={"cluster_identifier": ["aws_neptune_cluster.main.id", "aws_neptune_cluster.main"]},
        overlay="regions: {us-east-1: {neptune: {db.r5.large: 0.5}}}",
    )
    assert costs == {"Database instance (db.r5.large)": "365"}
