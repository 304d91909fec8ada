from decimal import Decimal

import pytest

from support.pricing import assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.workflow import airflow, build_project, glue_job, state_machine
from tidegate.cost.catalog.resource import Unpriced


@pytest.mark.parametrize(
    ("values", "size", "fixed"),
    [
        ({}, "small", {"Environment (small)": "357.70"}),
        ({"environment_class": "mw1.medium", "min_workers": 1}, "medium", {"Environment (medium)": "540.20"}),
        (
            {"environment_class": "mw1.large", "min_workers": 3},
            "large",
            {"Environment (large)": "722.70", "Workers kept (large)": "321.20"},
        ),
    ],
)
def test_an_airflow_environment_is_billed_with_the_workers_it_keeps(values, size, fixed):
    by_use = {f"Workers ({size})": None, f"Schedulers ({size})": None, "Metadata database": None}
    assert bill(airflow, values) == {name: Decimal(amount) for name, amount in fixed.items()} | by_use


def test_a_class_that_is_not_known_yet_is_the_providers_default():
    assert assumptions(airflow, {}, unknown=("environment_class",)) == ["mw1.small until AWS says otherwise"]


@pytest.mark.parametrize(
    ("values", "region", "why"),
    [({"environment_class": "mw1.micro"}, "us-east-1", "micro"), ({}, "ap-northeast-2", "ap-northeast-2")],
)
def test_an_airflow_environment_without_a_price_is_not_free(values, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(airflow, values, region=region)


@pytest.mark.parametrize(
    ("pricer", "values", "parts"),
    [
        (glue_job, {}, {"Duration": ("DPU-hours", "0.44")}),
        (state_machine, {}, {"State transitions": ("1k transitions", "0.025")}),
        (state_machine, {"type": "EXPRESS"}, {"Requests": ("1M requests", "1.0"), "Duration": ("GB-seconds", "")}),
        (
            build_project,
            {"environment": [{"type": "LINUX_CONTAINER", "compute_type": "BUILD_GENERAL1_SMALL"}]},
            {"Build minutes (BUILD_GENERAL1_SMALL)": ("minutes", "0.005")},
        ),
        (
            build_project,
            {"environment": [{"type": "ARM_CONTAINER", "compute_type": "BUILD_GENERAL1_SMALL"}]},
            {"Build minutes (BUILD_GENERAL1_SMALL)": ("minutes", "")},
        ),
    ],
)
def test_work_is_billed_by_use_alone(pricer, values, parts):
    assert unit_prices(pricer, values) == parts
    assert set(bill(pricer, values).values()) == {None}


@pytest.mark.parametrize(
    ("values", "amount"),
    [
        ({"max_capacity": 2}, "8.80"),
        ({"number_of_workers": 2, "worker_type": "G.2X"}, "17.60"),
        ({"number_of_workers": 4, "worker_type": "G.025X"}, "4.40"),
        ({}, "44"),
    ],
)
def test_an_hour_of_a_job_counts_with_its_workers(values, amount):
    assert bill(glue_job, values, usage={"monthly_hours": 10}) == {"Duration": Decimal(amount)}


def test_transitions_and_minutes_count_when_they_are_expected():
    assert bill(state_machine, {}, usage={"monthly_transitions": 200_000}) == {"State transitions": Decimal(5)}
    linux = {"environment": [{"type": "LINUX_CONTAINER", "compute_type": "BUILD_GENERAL1_LARGE"}]}
    assert list(bill(build_project, linux, usage={"monthly_build_mins": 500}).values()) == [Decimal(10)]
