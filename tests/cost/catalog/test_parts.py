"""Components as files of types write them."""

from decimal import Decimal

from tidegate.cost.catalog.parts import by_usage, hourly, monthly


def test_an_hourly_price_is_paid_every_hour_of_a_month_for_each():
    part = hourly("Nodes", Decimal("0.025"), 3, assumed="three")
    assert (part.quantity, part.monthly, part.assumed) == (2190, Decimal("54.750"), "three")


def test_a_monthly_price_is_paid_for_how_much_there_is():
    assert monthly("Storage", "GB", Decimal("0.1"), 40).monthly == Decimal("4.0")


def test_usage_is_not_counted_without_an_expectation():
    part = by_usage("Requests", "1M requests", Decimal("0.4"))
    assert part.is_usage_based
    assert part.monthly is None
    assert by_usage("Requests", "1M requests", Decimal("0.4"), Decimal(5)).monthly == Decimal("2.0")


def test_expected_usage_without_a_price_stays_uncounted():
    assert by_usage("Requests", "1M requests", None, Decimal(5)).monthly is None
