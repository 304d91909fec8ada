"""What watches: CloudWatch, Config, CloudTrail."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import metered, monthly
from tidegate.cost.catalog.resource import Around, Prices, Resource, number

_MINUTE = 60


def log_group(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: logs ingested, kept and searched."""
    yield metered(
        resource, "Logs ingested", "GB", prices.find("cloudwatch", "logs_ingest_gb"), "monthly_data_ingested_gb"
    )
    yield metered(resource, "Logs kept", "GB", prices.find("cloudwatch", "logs_storage_gb_month"), "storage_gb")
    yield metered(
        resource, "Logs searched", "GB", prices.find("cloudwatch", "logs_insights_gb"), "monthly_data_scanned_gb"
    )


def metric_alarm(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of each metric it looks at; metrics of less than a minute cost more, and a band of what is normal is two
    more metrics.
    """
    queried = [metric for each in resource.blocks("metric_query") for metric in each.get("metric") or ()]
    periods = [number(metric.get("period"), _MINUTE) for metric in queried] or [resource.number("period", _MINUTE)]
    kind, key = (
        ("high resolution", "alarm_high_res_month") if min(periods) < _MINUTE else ("standard", "alarm_standard_month")
    )
    count = len(periods) + (2 if resource.text("threshold_metric_id") else 0)
    yield monthly(f"Alarm metrics ({kind})", "metrics", prices.of("cloudwatch", key), count)


def composite_alarm(_resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of the alarm."""
    yield monthly("Composite alarm", "months", prices.of("cloudwatch", "alarm_composite_month"), 1)


def dashboard(_resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of the dashboard; that an account has three for free is not counted."""
    yield monthly("Dashboard", "months", prices.of("cloudwatch", "dashboard_month"), 1)


def config_rule(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: evaluations."""
    price = prices.find("config", "rule_evaluation_first_100k")
    yield metered(resource, "Rule evaluations", "evaluations", price, "monthly_rule_evaluations")


def trail(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: second copies of management events, data events, insights."""
    management = prices.find("cloudtrail", "management_events_per_100k")
    used = "monthly_additional_management_events"
    yield metered(resource, "Management events (further copies)", "100k events", management, used, per=100_000)
    data = prices.find("cloudtrail", "data_events_per_100k")
    yield metered(resource, "Data events", "100k events", data, "monthly_data_events", per=100_000)
    insights = prices.find("cloudtrail", "insight_events_per_100k")
    yield metered(resource, "Insights", "100k events", insights, "monthly_insight_events", per=100_000)
