from decimal import Decimal

import pytest

from support.pricing import bill, unit_prices
from tidegate.cost.catalog.aws.messaging import event_bus, queue, topic


@pytest.mark.parametrize(
    ("pricer", "values", "parts"),
    [
        (queue, {}, {"Requests": ("1M requests", "0.4")}),
        (queue, {"fifo_queue": True}, {"Requests": ("1M requests", "0.5")}),
        (topic, {}, {"Requests": ("1M requests", "0.5")}),
        (topic, {"fifo_topic": True}, {"Requests": ("1M requests", "")}),
        (event_bus, {}, {"Custom events": ("1M events", "1.0")}),
    ],
)
def test_messages_are_billed_by_use_alone(pricer, values, parts):
    assert unit_prices(pricer, values) == parts
    assert set(bill(pricer, values).values()) == {None}


def test_messages_count_when_they_are_expected():
    assert bill(queue, {}, usage={"monthly_requests": 10_000_000}) == {"Requests": Decimal(4)}
    assert bill(event_bus, {}, usage={"monthly_custom_events": 3_000_000}) == {"Custom events": Decimal(3)}


def test_messages_without_a_price_are_shown_and_never_counted():
    usage = {"monthly_requests": 10_000_000}
    assert bill(queue, {}, region="ap-northeast-2", usage=usage) == {"Requests": None}
