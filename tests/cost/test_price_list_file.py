from __future__ import annotations

from decimal import Decimal

import pytest

from support.redis_plan import redis_plan
from tidegate.cost.catalog.engine import estimate
from tidegate.cost.price_list_file import PriceListFailed, Update, prices_file, read, updated, write
from tidegate.ports.cost import CostQuestion


def update(region="ap-northeast-2", published="2026-09-30", **prices):
    paths = {tuple(path.split("__")): Decimal(price) for path, price in prices.items()}
    origin = f"https://prices/{region}"
    return Update(region=region, offer="AmazonEC2", origin=origin, published=published, prices=paths)


def test_prices_are_written_with_where_they_are_from_and_read_again(tmp_path):
    file = prices_file(tmp_path)
    write(file, updated(read(file), update(ec2__micro="0.0130000000", nat_gateway__hour="0.059", one="0.00000004")))
    found = read(file)
    region = found["regions"]["ap-northeast-2"]
    assert region["ec2"] == {"micro": Decimal("0.013")}
    assert region["one"] == Decimal("4E-8")
    assert region["sources"]["nat_gateway"] == "AmazonEC2 ap-northeast-2"
    assert found["sources"]["AmazonEC2 ap-northeast-2"]["as_of"] == "2026-09-30"
    assert found["sources"]["AmazonEC2 ap-northeast-2"]["origin"] == "https://prices/ap-northeast-2"
    assert (found["currency"], found["as_of"]) == ("USD", "2026-09-30")


def test_other_regions_and_sections_stay_and_a_section_is_replaced_whole():
    document = updated({}, update(ec2__old="1", nat_gateway__hour="2"))
    document = updated(document, update(region="us-east-1", published="2026-01-01", ec2__micro="3"))
    document = updated(document, update(ec2__new="4"))
    assert document["regions"]["ap-northeast-2"]["ec2"] == {"new": Decimal(4)}
    assert document["regions"]["ap-northeast-2"]["nat_gateway"] == {"hour": Decimal(2)}
    assert document["regions"]["us-east-1"]["ec2"] == {"micro": Decimal(3)}
    assert document["as_of"] == "2026-09-30"


def test_nothing_is_left_beside_the_file(tmp_path):
    write(prices_file(tmp_path), {})
    assert [each.name for each in prices_file(tmp_path).parent.iterdir()] == ["aws-prices.json"]


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_file_that_is_not_ours_is_said_with_what_to_do(tmp_path, text):
    file = tmp_path / "aws-prices.json"
    file.write_text(text)
    with pytest.raises(PriceListFailed, match="Delete it and run `tidegate prices update` again"):
        read(file)


def test_the_catalog_takes_what_was_fetched_and_its_own_prices_for_the_rest(tmp_path):
    file = prices_file(tmp_path)
    question = CostQuestion(plan=redis_plan())
    assert estimate(question, file).future == Decimal("538.74")
    document = updated({}, update(published="2027-01-01", elasticache__redis__other="9"))
    write(file, document)
    assert estimate(question, file).future == Decimal("538.74")
    write(file, updated(document, update(published="2027-02-01", **{"elasticache__redis__cache.r6g.large": "1"})))
    found = estimate(question, file)
    assert (found.future, found.as_of) == (Decimal(2190), "2027-02-01")


@pytest.mark.parametrize("text", ["{", "[]", "{}"])
def test_the_catalog_does_not_guess_past_a_broken_file(tmp_path, text):
    file = tmp_path / "aws-prices.json"
    file.write_text(text)
    found = estimate(CostQuestion(plan=redis_plan()), file)
    assert "run `tidegate prices update` again" in str(found.trouble)
    assert found.resources == ()
