"""Price files of a team's own."""

import json
from decimal import Decimal

import pytest

from support.cost_plans import cost_of, new, plan_of
from tidegate.core.errors import BadInput
from tidegate.cost.catalog.overlay import prices_under
from tidegate.cost.catalog.prices import shipped_prices

FILE = "prices.yaml"


def problems(text):
    with pytest.raises(BadInput) as raised:
        prices_under(text, FILE)
    return [str(each) for each in raised.value.problems]


def test_nothing_changes_nothing():
    assert prices_under(" \n", FILE) is shipped_prices()


def test_a_discount_takes_the_place_of_one_price():
    book = prices_under("regions:\n  us-east-1:\n    ec2:\n      t3.micro: 0.005\n", FILE)
    assert book.region("us-east-1").of("ec2", "t3.micro") == Decimal("0.005")
    assert book.region("us-east-1").of("ec2", "t3.small") == shipped_prices().region("us-east-1").of("ec2", "t3.small")
    assert book.region("us-east-2").of("ec2", "t3.micro") != Decimal("0.005")


def test_a_missing_type_and_a_missing_region_are_added():
    text = "regions:\n  mx-central-1:\n    ec2:\n      m99.large: 1\n    nat_gateway: {hour: 0.05, gb: 5e-2}\n"
    prices = prices_under(text, FILE).region("mx-central-1")
    assert prices.of("ec2", "m99.large") == 1
    assert prices.of("nat_gateway", "gb") == Decimal("0.05")


def test_json_of_the_packages_own_shape_is_read():
    text = json.dumps(
        {
            "currency": "USD",
            "as_of": "2026-11-01",
            "sources": {"contract": {"what": "our prices"}},
            "regions": {
                "us-east-1": {"sources": {"ec2": "contract"}, "ec2": {"note": "negotiated", "t3.micro": 0.004}}
            },
        }
    )
    assert prices_under(text, FILE).region("us-east-1").of("ec2", "t3.micro") == Decimal("0.004")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", "prices.yaml:1:1: A price file is a mapping. Write `regions:` and prices below it."),
        (
            "region: {}\nregions: {}\n",
            "prices.yaml:1:1: region: `region` is not a key of a price file. Did you mean `regions`?",
        ),
        (
            "currency: EUR\nregions: {}\n",
            "prices.yaml:1:11: currency: Prices are in USD. Write them in USD, or leave this out.",
        ),
        ("as_of: 2026-01-01\n", "regions: `regions` holds prices by region. Write `regions:` with a region."),
        ("regions:\n  seoul: {}\n", "prices.yaml:2:3: regions.seoul: `seoul` is not a region."),
        ("regions:\n  us-east-1: 5\n", "prices.yaml:2:14: regions.us-east-1: A region holds sections of prices."),
        (
            "regions:\n  us-east-1:\n    ec3: {}\n",
            "prices.yaml:3:5: regions.us-east-1.ec3: `ec3` is not a section of prices. Did you mean `ec2`?",
        ),
        (
            "regions:\n  us-east-1:\n    ec2: 5\n",
            "prices.yaml:3:10: regions.us-east-1.ec2: `ec2` holds prices by name.",
        ),
        (
            "regions:\n  us-east-1:\n    eip_idle_hour: {hour: 5}\n",
            "prices.yaml:3:20: regions.us-east-1.eip_idle_hour: `eip_idle_hour` is one price.",
        ),
        (
            "regions:\n  us-east-1:\n    ec2:\n      t3.micro: cheap\n",
            "prices.yaml:4:17: regions.us-east-1.ec2.t3.micro: `cheap` is not a price.",
        ),
        (
            "regions:\n  us-east-1:\n    ec2:\n      t3.micro: -1\n",
            "prices.yaml:4:17: regions.us-east-1.ec2.t3.micro: `-1` is not a price.",
        ),
        ("regions:\n  us-east-1:\n    ec2:\n      t3.micro:\n", "Nothing is not a price."),
        ("regions:\n  us-east-1:\n    ec2:\n      t3.micro: [1]\n", "A price is a number, not a list."),
        ("regions:\n\tus-east-1: {}\n", "Indent with spaces"),
        ('{"regions": {},}', "Remove the comma."),
    ],
)
def test_a_fault_is_told_with_its_place_and_remedy(text, expected):
    found = problems(text)
    assert any(expected in each for each in found), found


def test_every_fault_of_a_file_is_told_at_once():
    text = "currency: EUR\nregions:\n  us-east-1:\n    ec2: {t3.micro: x, t3.small: y}\n    nothing: {}\n"
    assert len(problems(text)) == 4


def test_an_estimate_uses_the_discount():
    plan = plan_of(new("aws_elasticache_cluster.it", {"engine": "redis", "node_type": "cache.t3.micro"}))
    overlay = "regions: {us-east-1: {elasticache: {redis: {cache.t3.micro: 0.01}}}}"
    assert str(cost_of(plan, "aws_elasticache_cluster.it", overlay=overlay).future) == "7.30"
