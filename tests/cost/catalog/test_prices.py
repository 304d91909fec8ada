"""Prices by region."""

import re
from decimal import Decimal

import pytest

from support.paths import SOURCE
from tidegate.cost.catalog.prices import UNFILLED, PriceBook, price_document, shipped_prices
from tidegate.cost.catalog.resource import Unpriced


def test_a_price_is_found_by_its_path():
    prices = shipped_prices().region("ap-northeast-2")
    assert prices.of("elasticache", "redis", "cache.r6g.large") == Decimal("0.246")
    assert prices.find("nat_gateway", "hour") == Decimal("0.059")


@pytest.mark.parametrize(
    ("region", "path", "reason"),
    [
        ("ap-northeast-2", ("ec2", "x1.huge"), "no price for `x1.huge` (ec2) in ap-northeast-2"),
        ("eu-west-9", ("eip_idle_hour",), "no price for `eip_idle_hour` in eu-west-9"),
        ("", ("ec2", "t3.micro"), "nobody says which region it is in"),
        ("us-east-1", ("ec2",), "no price for `ec2` in us-east-1"),
        ("us-east-1", ("fargate", "note"), "no price for `note` (fargate) in us-east-1"),
        ("us-east-1", ("eip_idle_hour", "x"), "no price for `x` (eip_idle_hour) in us-east-1"),
    ],
)
def test_what_has_no_price_says_what_and_where(region, path, reason):
    prices = shipped_prices().region(region)
    assert prices.find(*path) is None
    with pytest.raises(Unpriced, match=re.escape(reason)):
        prices.of(*path)


@pytest.mark.parametrize("region", ["ap-northeast-2", "eu-west-9", ""])
def test_what_is_sold_without_a_region_has_one_price_everywhere(region):
    assert shipped_prices().region(region).of("route53", "zone_month") == Decimal("0.5")


def test_other_prices_are_laid_over_one_by_one():
    book = PriceBook(
        currency="USD", as_of="", regions={"r": {"ec2": {"a": Decimal(1), "b": Decimal(2)}, "x": Decimal(3)}}
    )
    laid = book.under({"r": {"ec2": {"b": Decimal(9)}}, "s": {"x": Decimal(4)}})
    assert laid.regions == {
        "r": {"ec2": {"a": Decimal(1), "b": Decimal(9)}, "x": Decimal(3)},
        "s": {"x": Decimal(4)},
    }
    assert book.region("r").of("ec2", "b") == 2


def test_every_number_of_the_package_is_read_as_it_is_written():
    assert price_document()["regions"]["us-east-1"]["lambda"]["gb_second_x86_first_6b"] == Decimal("0.0000166667")


def test_every_section_has_a_source():
    document = price_document()
    for name, sections in document["regions"].items():
        sources = sections["sources"]
        for section in sections.keys() - {"sources"}:
            if not section.endswith("_note"):
                named = sources[section] if isinstance(sources[section], list) else [sources[section]]
                assert all(each in document["sources"] for each in named), (name, section)


def test_every_section_a_type_looks_into_is_in_the_package_or_said_to_be_missing():
    filled = {section for sections in price_document()["regions"].values() for section in sections}
    files = (SOURCE / "cost" / "catalog" / "aws").glob("*.py")
    looked_into = {
        section for file in files for section in re.findall(r'\.(?:of|find)\(\s*"(\w+)"', file.read_text("utf-8"))
    }
    assert looked_into - filled - UNFILLED == set()
    assert filled & UNFILLED == set()
