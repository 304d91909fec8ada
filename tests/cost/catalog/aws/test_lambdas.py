from decimal import Decimal

import pytest

from support.cost_plans import new, new_costs
from support.pricing import Neighbours, a, bill, unit_prices
from tidegate.cost.catalog.aws.lambdas import function, provisioned_concurrency
from tidegate.cost.catalog.resource import Unpriced

READY = {"function_name": "hello", "provisioned_concurrent_executions": 2}


def test_a_function_is_billed_by_use_alone():
    assert bill(function, {"memory_size": 512}) == {"Requests": None, "Duration": None}
    assert unit_prices(function, {}) == {
        "Requests": ("1M requests", "0.2"),
        "Duration": ("GB-seconds", "0.0000166667"),
    }


@pytest.mark.parametrize(
    ("values", "region", "price"),
    [
        ({"architectures": ["arm64"]}, "us-east-1", "0.0000133334"),
        ({"architectures": ["x86_64"]}, "ap-northeast-2", "0.0000166667"),
        ({"architectures": ["arm64"]}, "ap-northeast-2", ""),
        ({}, "eu-west-1", ""),
    ],
)
def test_a_second_has_the_price_of_its_architecture(values, region, price):
    assert unit_prices(function, values, region=region)["Duration"] == ("GB-seconds", price)


def test_duration_counts_with_memory_when_requests_and_their_length_are_expected():
    usage = {"monthly_requests": 10_000_000, "request_duration_ms": 200}
    assert bill(function, {"memory_size": 512}, usage=usage) == {"Requests": Decimal(2), "Duration": Decimal("16.6667")}
    assert bill(function, {}, usage={"monthly_requests": 10_000_000}) == {"Requests": Decimal(2), "Duration": None}


def test_memory_is_128_mb_where_nobody_says():
    usage = {"monthly_requests": 1_000_000, "request_duration_ms": 8000}
    assert bill(function, {}, usage=usage)["Duration"] == Decimal("16.6667")


def test_only_ephemeral_storage_over_512_mb_is_shown():
    assert bill(function, {"ephemeral_storage": [{"size": 512}]}) == bill(function, {})
    shown = unit_prices(function, {"ephemeral_storage": [{"size": 1024}]})
    assert shown["Ephemeral storage over 512 MB"] == ("GB-seconds", "")


@pytest.mark.parametrize(
    ("values", "around", "unknown", "why"),
    [
        (READY, Neighbours(refers_to={"function_name": (a("aws_lambda_function"),)}), (), "provisioned_gb_second_x86"),
        (
            READY,
            Neighbours(refers_to={"function_name": (a("aws_lambda_function", architectures=["arm64"]),)}),
            (),
            "provisioned_gb_second_arm",
        ),
        (READY, Neighbours(), (), "not in this plan"),
        (
            {},
            Neighbours(refers_to={"function_name": (a("aws_lambda_function"),)}),
            ("provisioned_concurrent_executions",),
            "known only after apply",
        ),
    ],
)
def test_concurrency_that_is_kept_ready_has_no_price_and_is_not_free(values, around, unknown, why):
    with pytest.raises(Unpriced, match=why):
        bill(provisioned_concurrency, values, around=around, unknown=unknown)


def test_a_plan_tells_which_function_is_kept_ready_and_a_team_may_say_its_price():
    owner = new("aws_lambda_function.main", {"memory_size": 1024})
    references = ["aws_lambda_function.main.function_name", "aws_lambda_function.main"]
    price = "regions: {us-east-1: {lambda: {provisioned_gb_second_x86: 0.000004}}}"
    costs = new_costs(
        "aws_lambda_provisioned_concurrency_config",
        READY,
        owner,
        refers={"function_name": references},
        overlay=price,
    )
    assert costs == {"Provisioned concurrency": "21.024"}
