from decimal import Decimal

import pytest

from support.pricing import bill, unit_prices
from tidegate.cost.catalog.aws.redshift import cluster
from tidegate.cost.catalog.resource import Unpriced

BY_USE = {"Concurrency scaling": None, "Spectrum": None, "Backup storage": None}


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({"node_type": "dc2.large"}, {"Cluster nodes (dc2.large)": Decimal("182.50")}),
        ({"node_type": "dc2.large", "number_of_nodes": 2}, {"Cluster nodes (dc2.large)": Decimal(365)}),
        (
            {"node_type": "ra3.4xlarge", "number_of_nodes": 2},
            {"Cluster nodes (ra3.4xlarge)": Decimal("4759.60"), "Managed storage": None},
        ),
    ],
)
def test_a_cluster_is_billed_for_its_nodes(values, amounts):
    assert bill(cluster, values) == amounts | BY_USE


def test_managed_storage_counts_when_it_is_expected():
    values = {"node_type": "ra3.4xlarge"}
    assert unit_prices(cluster, values)["Managed storage"] == ("GB", "0.024")
    assert bill(cluster, values, usage={"managed_storage_gb": 1000})["Managed storage"] == Decimal(24)


@pytest.mark.parametrize(
    ("values", "region", "why"),
    [
        ({"node_type": "ra3.xlplus"}, "us-east-1", "ra3.xlplus"),
        ({"node_type": "dc2.large"}, "eu-west-1", "eu-west-1"),
        ({"node_type": "ra3.4xlarge", "multi_az": True}, "us-east-1", "several availability zones"),
        ({}, "us-east-1", "`node_type` is known only after apply"),
    ],
)
def test_a_cluster_without_a_price_is_not_free(values, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(cluster, values, region=region, unknown=() if values else ("node_type",))
