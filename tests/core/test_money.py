from decimal import Decimal

import pytest

from tidegate.core.money import rounded, shown, shown_change


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("538.74", "USD", "$538.74"),
        ("1234567.5", "USD", "$1,234,567.50"),
        ("0.005", "USD", "$0.01"),
        ("0.0049", "USD", "$0.00"),
        ("-3", "USD", "-$3.00"),
        ("-0.001", "USD", "$0.00"),
        ("12000.4", "KRW", "₩12,000"),
        ("12.3", "CHF", "CHF 12.30"),
    ],
)
def test_an_amount_is_shown_in_its_currency_rounded_to_what_can_be_paid(amount, currency, text):
    assert shown(Decimal(amount), currency) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("538.74", "+$538.74"), ("-3", "-$3.00"), ("0", "$0.00"), ("0.001", "$0.00"), ("-0.001", "$0.00")],
)
def test_a_change_is_shown_with_its_direction_and_nothing_has_none(amount, text):
    assert shown_change(Decimal(amount), "USD") == text


@pytest.mark.parametrize(
    ("amount", "currency", "whole"),
    [("500.004", "USD", "500.00"), ("500.005", "USD", "500.01"), ("499.5", "KRW", "500")],
)
def test_rules_are_held_against_the_amount_people_read(amount, currency, whole):
    assert rounded(Decimal(amount), currency) == Decimal(whole)


def test_an_amount_beyond_belief_is_still_shown():
    assert shown(Decimal("1e40"), "KRW").startswith("₩10,000,000,000,000")
    assert rounded(Decimal("1e300"), "USD") == Decimal("1e300")
