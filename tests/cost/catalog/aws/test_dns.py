from decimal import Decimal

import pytest

from support.pricing import Neighbours, assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.dns import health_check, resolver_endpoint, zone
from tidegate.cost.catalog.resource import Unpriced

OUTSIDE = ["its endpoint is outside AWS"]


@pytest.mark.parametrize("region", ["us-east-1", "ap-northeast-2", "sa-east-1"])
def test_a_zone_costs_the_same_wherever_it_is_made(region):
    assert bill(zone, {}, region=region) == {"Hosted zone": Decimal("0.5"), "Queries": None}
    assert unit_prices(zone, {}, region=region) == {"Queries": ("1M queries", "0.4")}


@pytest.mark.parametrize(
    ("values", "around", "month", "assumed"),
    [
        ({"type": "HTTP", "fqdn": "example.com"}, Neighbours(), "0.75", OUTSIDE),
        ({"type": "TCP", "ip_address": "203.0.113.7"}, Neighbours(), "0.75", OUTSIDE),
        ({"type": "HTTP", "fqdn": "lb-1.us-east-1.elb.amazonaws.com"}, Neighbours(), "0.50", []),
        ({"type": "HTTP"}, Neighbours(written={"fqdn": 1}), "0.50", []),
        ({"type": "CLOUDWATCH_METRIC"}, Neighbours(), "0.50", []),
    ],
)
def test_a_health_check_is_billed_by_where_its_endpoint_is(values, around, month, assumed):
    assert bill(health_check, values, around=around) == {"Health check": Decimal(month)}
    assert assumptions(health_check, values, around=around) == assumed


@pytest.mark.parametrize(
    "values",
    [
        {"type": "HTTPS"},
        {"type": "HTTP_STR_MATCH"},
        {"type": "TCP", "request_interval": 10},
        {"type": "TCP", "measure_latency": True},
    ],
)
def test_features_of_a_health_check_have_no_price_and_are_not_free(values):
    with pytest.raises(Unpriced, match="health_check_other_feature_month"):
        bill(health_check, values)


@pytest.mark.parametrize(
    ("values", "around", "month", "assumed"),
    [
        ({"ip_address": [{"subnet_id": "a"}, {"subnet_id": "b"}, {"subnet_id": "c"}]}, Neighbours(), "273.75", []),
        ({}, Neighbours(written={"ip_address": 3}), "273.75", ["3 addresses until AWS says otherwise"]),
        ({}, Neighbours(), "182.50", ["2 addresses until AWS says otherwise"]),
    ],
)
def test_a_resolver_endpoint_is_billed_for_its_addresses(values, around, month, assumed):
    assert bill(resolver_endpoint, values, around=around) == {"Resolver addresses": Decimal(month), "Queries": None}
    assert assumptions(resolver_endpoint, values, around=around) == assumed


def test_a_resolver_endpoint_has_a_region_and_no_price_in_others():
    with pytest.raises(Unpriced, match="eu-west-1"):
        bill(resolver_endpoint, {}, region="eu-west-1")
