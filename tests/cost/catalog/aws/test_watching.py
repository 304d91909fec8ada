from decimal import Decimal

import pytest

from support.pricing import bill, unit_prices
from tidegate.cost.catalog.aws.watching import composite_alarm, config_rule, dashboard, log_group, metric_alarm, trail
from tidegate.cost.catalog.resource import Unpriced


def query(period):
    return {"id": "m", "metric": [{"metric_name": "CPUUtilization", "period": period}]}


MATH = {"id": "e", "expression": "m1 / m2", "metric": []}


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({"period": 300}, {"Alarm metrics (standard)": "0.10"}),
        ({}, {"Alarm metrics (standard)": "0.10"}),
        ({"period": 10}, {"Alarm metrics (high resolution)": "0.30"}),
        ({"metric_query": [query(300), query(300), MATH]}, {"Alarm metrics (standard)": "0.20"}),
        ({"metric_query": [query(10), query(10)]}, {"Alarm metrics (high resolution)": "0.60"}),
        ({"metric_query": [query(300), MATH], "threshold_metric_id": "e"}, {"Alarm metrics (standard)": "0.30"}),
    ],
)
def test_an_alarm_is_billed_for_each_metric_it_looks_at(values, amounts):
    assert bill(metric_alarm, values) == {name: Decimal(amount) for name, amount in amounts.items()}


def test_dashboards_and_composite_alarms_are_billed_by_the_month():
    assert bill(dashboard, {}) == {"Dashboard": Decimal(3)}
    assert bill(composite_alarm, {}, region="eu-west-1") == {"Composite alarm": Decimal("0.5")}


@pytest.mark.parametrize(
    ("pricer", "region", "why"),
    [
        (composite_alarm, "us-east-1", "alarm_composite_month"),
        (dashboard, "eu-west-1", "dashboard_month"),
        (metric_alarm, "ap-northeast-2", "alarm_standard_month"),
    ],
)
def test_what_has_no_price_is_not_free(pricer, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(pricer, {}, region=region)


def test_logs_are_billed_by_use_alone():
    assert unit_prices(log_group, {}) == {
        "Logs ingested": ("GB", "0.5"),
        "Logs kept": ("GB", "0.03"),
        "Logs searched": ("GB", "0.005"),
    }
    assert unit_prices(log_group, {}, region="eu-west-1")["Logs ingested"] == ("GB", "0.57")
    assert unit_prices(log_group, {}, region="ap-northeast-2")["Logs ingested"] == ("GB", "")
    amounts = bill(log_group, {}, usage={"monthly_data_ingested_gb": 100})
    assert amounts == {"Logs ingested": Decimal(50), "Logs kept": None, "Logs searched": None}


def test_rules_and_trails_are_billed_by_use_alone():
    assert bill(config_rule, {}) == {"Rule evaluations": None}
    assert bill(trail, {}) == {"Management events (further copies)": None, "Data events": None, "Insights": None}
