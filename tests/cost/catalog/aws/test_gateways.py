from decimal import Decimal

import pytest

from support.pricing import bill, unit_prices
from tidegate.cost.catalog.aws.gateways import accelerator, distribution, http_api, rest_api, stage
from tidegate.cost.catalog.resource import Unpriced


@pytest.mark.parametrize(
    ("pricer", "values", "parts"),
    [
        (rest_api, {}, {"Requests": ("1M requests", "3.5")}),
        (http_api, {"protocol_type": "HTTP"}, {"Requests": ("1M requests", "1.0")}),
        (
            http_api,
            {"protocol_type": "WEBSOCKET"},
            {"Messages": ("1M messages", "1.0"), "Connections": ("1M minutes", "0.25")},
        ),
    ],
)
def test_an_api_is_billed_by_use_alone(pricer, values, parts):
    assert unit_prices(pricer, values) == parts
    assert set(bill(pricer, values).values()) == {None}


def test_requests_count_when_they_are_expected():
    assert bill(rest_api, {}, usage={"monthly_requests": 10_000_000}) == {"Requests": Decimal(35)}


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({}, {}),
        ({"cache_cluster_enabled": False, "cache_cluster_size": "0.5"}, {}),
        ({"cache_cluster_enabled": True, "cache_cluster_size": "0.5"}, {"Cache (0.5 GB)": Decimal("14.60")}),
        ({"cache_cluster_enabled": True, "cache_cluster_size": "237"}, {"Cache (237 GB)": Decimal(2774)}),
    ],
)
def test_a_stage_is_billed_for_its_cache(values, amounts):
    assert bill(stage, values) == amounts


def test_a_distribution_is_billed_for_a_dedicated_address_in_every_region():
    vip = {"viewer_certificate": [{"ssl_support_method": "vip"}]}
    assert bill(distribution, vip, region="ap-northeast-2")["Dedicated IP certificate"] == Decimal(600)
    assert "Dedicated IP certificate" not in bill(
        distribution, {"viewer_certificate": [{"ssl_support_method": "sni-only"}]}
    )
    assert unit_prices(distribution, {}, region="ap-northeast-2") == {
        "Data sent out (North America)": ("GB", "0.085"),
        "HTTP requests": ("10k requests", "0.0075"),
        "HTTPS requests": ("10k requests", "0.01"),
        "Invalidations over 1,000": ("paths", "0.005"),
    }
    usage = {"monthly_data_transfer_to_internet_gb.us": 1000, "monthly_https_requests.us": 5_000_000}
    amounts = bill(distribution, {}, usage=usage)
    assert (amounts["Data sent out (North America)"], amounts["HTTPS requests"]) == (Decimal(85), Decimal(5))


def test_an_accelerator_is_billed_by_the_hour_in_every_region():
    assert bill(accelerator, {}, region="ap-northeast-2") == {
        "Global accelerator": Decimal("18.25"),
        "Data transferred": None,
    }


@pytest.mark.parametrize(
    ("size", "region", "why"),
    [
        ("1.6", "us-east-1", "cache_1_6gb_hour"),
        ("0.5", "eu-west-1", "eu-west-1"),
        (None, "us-east-1", "cache_cluster_size"),
    ],
)
def test_a_cache_without_a_price_is_not_free(size, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(stage, {"cache_cluster_enabled": True, "cache_cluster_size": size}, region=region)
