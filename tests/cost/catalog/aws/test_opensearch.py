from decimal import Decimal

import pytest

from support.pricing import assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.opensearch import domain
from tidegate.cost.catalog.resource import Unpriced

NODE = {"instance_type": "m5.large.search", "instance_count": 2}


def with_volumes(**options):
    return {"cluster_config": [NODE], "ebs_options": [{"ebs_enabled": True} | options]}


@pytest.mark.parametrize(
    ("sizes", "region", "amounts"),
    [
        (NODE, "us-east-1", {"Data nodes (m5.large.search)": "207.32"}),
        (NODE | {"instance_type": "m5.large.elasticsearch"}, "us-east-1", {"Data nodes (m5.large.search)": "207.32"}),
        ({"instance_type": "r6g.large.search", "instance_count": 3}, "ap-northeast-2", {"Data nodes (r6g.large.search)": "444.57"}),
        (
            NODE | {"dedicated_master_enabled": True, "dedicated_master_type": "t3.medium.search"},
            "us-east-1",
            {"Data nodes (m5.large.search)": "207.32", "Dedicated masters (t3.medium.search)": "159.87"},
        ),
        (
            NODE
            | {
                "node_options": [
                    {
                        "node_type": "coordinator",
                        "node_config": [{"enabled": True, "type": "m5.large.search", "count": 2}],
                    }
                ]
            },
            "us-east-1",
            {"Data nodes (m5.large.search)": "207.32", "Coordinator nodes (m5.large.search)": "207.32"},
        ),
        (
            NODE | {"warm_enabled": True, "warm_type": "ultrawarm1.medium.search", "warm_count": 3},
            "us-east-1",
            {"Data nodes (m5.large.search)": "207.32", "UltraWarm nodes (ultrawarm1.medium.search)": "521.22", "UltraWarm storage": None},
        ),
    ],
)  # fmt: skip
def test_a_domain_is_billed_for_its_nodes(sizes, region, amounts):
    found = bill(domain, {"cluster_config": [sizes]}, region=region)
    assert found == {name: amount and Decimal(amount) for name, amount in amounts.items()}


def test_a_domain_nothing_is_said_about_has_the_providers_default():
    assert bill(domain, {}) == {"Data nodes (m4.large.search)": Decimal("110.23")}
    assert assumptions(domain, {}) == ["m4.large.search until AWS says otherwise"]


@pytest.mark.parametrize(
    ("options", "amounts"),
    [
        ({"volume_type": "gp2", "volume_size": 20}, {"Storage (gp2)": "5.40"}),
        ({"volume_type": "standard", "volume_size": 20}, {"Storage (standard)": "2.68"}),
        (
            {"volume_type": "io1", "volume_size": 50, "iops": 1000},
            {"Storage (io1)": "16.90", "Provisioned IOPS": "176"},
        ),
        ({"volume_type": "gp3", "volume_size": 100, "iops": 3000, "throughput": 125}, {"Storage (gp3)": "24.40"}),
        (
            {"volume_type": "gp3", "volume_size": 100, "throughput": 200},
            {"Storage (gp3)": "24.40", "Throughput above the baseline": "9.60"},
        ),
        ({"volume_type": "gp3", "volume_size": 200, "throughput": 250}, {"Storage (gp3)": "48.80"}),
        ({"volume_type": "gp3", "volume_size": 4000, "throughput": 500, "iops": 12000}, {"Storage (gp3)": "976"}),
        ({"ebs_enabled": False}, {}),
    ],
)
def test_volumes_are_billed_on_each_data_node(options, amounts):
    found = bill(domain, with_volumes(**options))
    del found["Data nodes (m5.large.search)"]
    assert found == {name: Decimal(amount) for name, amount in amounts.items()}


def test_a_volume_type_that_is_not_said_is_assumed():
    assert bill(domain, with_volumes(volume_size=20))["Storage (gp2)"] == Decimal("5.40")
    assert assumptions(domain, with_volumes(volume_size=20)) == ["gp2 until AWS says otherwise"]


@pytest.mark.parametrize(
    ("values", "region", "why"),
    [
        ({"cluster_config": [{"instance_type": "x9.huge.search"}]}, "us-east-1", "x9.huge.search"),
        (with_volumes(volume_size=20), "ap-northeast-2", "gp2_gb_month"),
        (with_volumes(volume_type="gp3", volume_size=20, iops=4000), "us-east-1", "gp3_iops_month"),
        (with_volumes(volume_type="gp3"), "us-east-1", "volume_size"),
        (with_volumes(volume_type="io1", volume_size=35), "us-east-1", "iops"),
    ],
)
def test_a_domain_without_a_price_is_not_free(values, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(domain, values, region=region)


def test_warm_storage_depends_on_use():
    warm = NODE | {"warm_enabled": True, "warm_type": "ultrawarm1.medium.search"}
    assert unit_prices(domain, {"cluster_config": [warm]}) == {"UltraWarm storage": ("GB", "")}
