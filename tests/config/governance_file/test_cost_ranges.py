from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.faults import fault, faults
from tidegate.config.governance_file.governance import read_governance

HEAD = "resource_limits:\n  required_approvals_by_cost:\n"


def read(*ranges, currency="USD", more=""):
    rows = "".join(f'    - {{cost_range: "{text}", approvals: {count}{more}}}\n' for text, count in ranges)
    return read_governance(f"cost: {{currency: {currency}}}\n{HEAD}{rows}", "here").cost_ranges


def bounds(*ranges, **said):
    return [(one.low, one.high, one.approvals) for one in read(*ranges, **said)]


def test_the_conventions_ranges_adjoin_and_the_last_has_no_end():
    assert bounds(("$0-100/month", 1), ("$100-500/month", 2), ("$500+/month", 3)) == [
        (0, 100, 1), (100, 500, 2), (500, None, 3),
    ]  # fmt: skip


def test_they_may_be_written_in_any_order_and_ask_for_less_further_up():
    assert bounds(("$500+/month", 0), ("$0-500/month", 4)) == [(0, 500, 4), (500, None, 0)]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("$1,000.50+/month", "USD"),
        ("1000.50+", "USD"),
        ("$1,000.50+/월", "USD"),
        ("1,000.50+ per month", "USD"),
        ("USD 1,000.50+/mo", "USD"),
        ("1000.50 EUR+", "EUR"),
        ("€1,000.50 이상", "EUR"),
        ("월 ₩1,000.50+", "KRW"),
        ("1,000.50원 이상", "KRW"),
        ("A$1000.50+/month", "AUD"),
    ],
)
def test_an_amount_may_be_written_in_many_ways(text, currency):
    low = "0-1000.50"
    if text.startswith("A$"):
        assert "does not stand for AUD" in fault(lambda: read((low, 1), (text, 2), currency=currency))
    else:
        assert bounds((low, 1), (text, 2), currency=currency)[1] == (Decimal("1000.50"), None, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("$100-50/month", "ends where it begins or before"),
        ("$1,00+/month", "`1,00` is not an amount"),
        ("$0+/year", "is not a range of money"),
        ("€0+/month", "`€` does not stand for USD"),
        ("EUR 0+/month", "`EUR` does not stand for USD"),
        ("", "is not a range of money"),
    ],
)
def test_what_is_no_range_is_refused_with_its_place(text, said):
    told = fault(lambda: read((text, 1)))
    assert said in told
    assert told.startswith("tidegate.yaml:4:20: ")


def test_of_three_ranges_each_fault_between_two_is_named():
    told = faults(lambda: read(("$0-100/month", 1), ("$50-200/month", 1), ("$300+/month", 1)))
    assert ["lines 4 and 5" in told[0], "lines 5 and 6" in told[1]] == [True, True]


def test_a_range_that_is_written_twice_is_named():
    assert "written twice: lines 4 and 5. Take one" in fault(lambda: read(("$0-100", 1), ("$0-100", 1), ("$100+", 1)))


def test_where_a_range_cannot_be_read_nothing_is_said_to_be_missing_between_the_others():
    (told,) = faults(lambda: read(("$0-100/month", 1), ("much", 2), ("$500+/month", 3)))
    assert "`much` is not a range" in told
    (told,) = faults(lambda: read(("$0-100/month", 1), ("$100-500/month", "x"), ("$500+/month", 3)))
    assert "A whole number is expected" in told


def test_requirements_name_roles_with_dashes_or_underscores():
    more = ", additional_requirements: [business_justification, devops_lead_approval, cto_approval]"
    assert read(("0+", 1), more=more)[0].additional == (
        "business_justification", "devops-lead_approval", "cto_approval",
    )  # fmt: skip


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=6, unique=True).map(sorted))
def test_ranges_that_adjoin_cover_every_amount_once(edges):
    texts = [f"{low}-{high}" for low, high in zip([0, *edges], edges, strict=False)] + [f"{edges[-1]}+"]
    ranges = read(*((text, 1) for text in reversed(texts)))
    for amount in (0, *edges, edges[-1] + 1):
        assert sum(one.low <= amount and (one.high is None or amount < one.high) for one in ranges) == 1
