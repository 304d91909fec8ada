from decimal import Decimal

import pytest

from support.pricing import bill, unit_prices
from tidegate.cost.catalog.aws.parameters import parameter
from tidegate.cost.catalog.resource import Unpriced


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({}, {}),
        ({"tier": "Standard"}, {}),
        ({"tier": "Advanced"}, {"Advanced parameter": Decimal("0.050005"), "API calls": None}),
        ({"tier": "Intelligent-Tiering"}, {"As an advanced parameter": None}),
    ],
)
def test_only_advanced_parameters_are_billed(values, amounts):
    assert bill(parameter, values) == amounts


def test_what_tiering_may_make_of_a_parameter_is_shown_with_its_price():
    assert unit_prices(parameter, {"tier": "Intelligent-Tiering"}) == {
        "As an advanced parameter": ("hours", "0.0000685")
    }


def test_an_advanced_parameter_without_a_price_is_not_free():
    with pytest.raises(Unpriced, match="eu-west-1"):
        bill(parameter, {"tier": "Advanced"}, region="eu-west-1")
