from decimal import Decimal

import pytest

from support.pricing import bill, components, unit_prices
from tidegate.cost.catalog.aws.load_balancers import classic, load_balancer
from tidegate.cost.catalog.resource import Unpriced


@pytest.mark.parametrize(
    ("values", "region", "amounts"),
    [
        ({}, "us-east-1", {"Application load balancer": "16.425", "Capacity units": None}),
        (
            {"load_balancer_type": "application"},
            "eu-west-1",
            {"Application load balancer": "18.396", "Capacity units": None},
        ),
        (
            {"load_balancer_type": "application"},
            "ap-northeast-2",
            {"Application load balancer": "16.425", "Capacity units": None},
        ),
        ({"load_balancer_type": "network"}, "us-east-1", {"Network load balancer": "16.425", "Capacity units": None}),
        ({"load_balancer_type": "gateway"}, "eu-west-1", {"Gateway load balancer": "10.22", "Capacity units": None}),
    ],
)
def test_a_load_balancer_is_billed_by_the_hour_of_its_type(values, region, amounts):
    wanted = {name: amount and Decimal(amount) for name, amount in amounts.items()}
    assert bill(load_balancer, values, region=region) == wanted


def test_capacity_units_show_their_price_and_count_only_what_is_expected_of_them():
    assert unit_prices(load_balancer, {}) == {"Capacity units": ("LCU-hours", "0.008")}
    assert unit_prices(load_balancer, {"load_balancer_type": "network"}) == {"Capacity units": ("LCU-hours", "0.006")}
    assert unit_prices(load_balancer, {}, region="ap-northeast-2") == {"Capacity units": ("LCU-hours", "0.008")}
    assert bill(load_balancer, {}, usage={"monthly_lcu_hours": 1000})["Capacity units"] == Decimal("8.000")


@pytest.mark.parametrize("region", ["us-east-1", "ap-northeast-2"])
def test_a_gateway_load_balancer_has_no_price_where_the_file_has_none(region):
    with pytest.raises(Unpriced, match="gwlb_hour"):
        bill(load_balancer, {"load_balancer_type": "gateway"}, region=region)


def test_a_type_nobody_knows_is_not_taken_for_an_application_load_balancer():
    with pytest.raises(Unpriced, match="type `quantum`"):
        bill(load_balancer, {"load_balancer_type": "quantum"})


def test_the_price_of_another_region_is_never_borrowed():
    with pytest.raises(Unpriced, match="us-west-2"):
        bill(load_balancer, {}, region="us-west-2")


def test_a_classic_load_balancer_is_billed_by_the_hour_and_by_what_it_processes():
    assert bill(classic, {}) == {"Classic load balancer": Decimal("18.25"), "Data processed": None}
    assert bill(classic, {}, usage={"monthly_data_processed_gb": 500})["Data processed"] == Decimal(4)
    assert unit_prices(classic, {}, region="ap-northeast-2") == {"Data processed": ("GB", "")}
    assert [part.unit for part in components(classic, {})] == ["hours", "GB"]


def test_reserved_capacity_is_not_free():
    with pytest.raises(Unpriced, match="reserved"):
        bill(load_balancer, {"minimum_load_balancer_capacity": [{"capacity_units": 5000}]})
    assert bill(load_balancer, {"minimum_load_balancer_capacity": [{"capacity_units": 0}]})
