from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.costs.sums import Amount, in_currency, net_increase
from tidegate.core.known import Unknown

UNPRICED = Unknown(unknown_because="`a.b` could not be priced")
AMOUNTS = st.builds(
    Amount,
    monthly=st.one_of(st.decimals(-1000, 1000, places=4), st.just(UNPRICED)),
    currency=st.sampled_from(["USD", "USD", "EUR"]),
)


def usd(text):
    return Amount(monthly=Decimal(text), currency="USD")


def test_nothing_costs_nothing():
    assert net_increase([], "USD") == 0


def test_what_falls_is_taken_off_what_rises():
    assert net_increase([usd("100.10"), usd("-30.05")], "USD") == Decimal("70.05")


def test_amounts_of_another_currency_are_not_known_in_this_one():
    found = in_currency(Amount(monthly=Decimal(1), currency="EUR"), "USD")
    assert str(found.unknown_because) == "it is priced in EUR, and the rules are written in USD"


@given(st.lists(AMOUNTS, max_size=6))
def test_a_sum_is_known_exactly_when_every_part_is(amounts):
    known = all(each.monthly != UNPRICED and each.currency == "USD" for each in amounts)
    found = net_increase(amounts, "USD")
    assert isinstance(found, Unknown) is not known
    assert found == sum(each.monthly for each in amounts) if known else True
