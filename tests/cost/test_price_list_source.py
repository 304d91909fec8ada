from __future__ import annotations

import httpx
import pytest

from support.price_list import REGION, instance, publish, row, served
from tidegate.cost.price_list_file import PriceListFailed
from tidegate.cost.price_list_source import PriceList


@pytest.fixture
def published(tmp_path):
    """A folder that is served, and its list."""
    rows = [instance("t3.micro", "0.013"), instance("t3.micro", "0.01", TermType="Reserved")]
    publish(tmp_path, {"AmazonEC2": rows, "AWSELB": [row("Load Balancer", "LoadBalancerUsage", "0.025")]})
    with served(tmp_path) as base, httpx.Client() as client:
        yield tmp_path, PriceList(client, base)


def csv_of(folder, offer="AmazonEC2"):
    return next(folder.rglob(f"{offer}/**/index.csv"))


def test_each_offers_list_of_a_region_is_found(published):
    _, prices = published
    found = prices.urls(("AmazonEC2", "AWSELB"), REGION)
    assert list(found) == ["AmazonEC2", "AWSELB"]
    assert found["AWSELB"].endswith(f"/AWSELB/20260930191512/{REGION}/index.csv")


def test_a_mirror_may_lie_below_a_path(tmp_path):
    publish(tmp_path / "mirror" / "aws", {})
    with served(tmp_path) as base, httpx.Client() as client:
        found = PriceList(client, f"{base}/mirror/aws/").urls(("AWSELB",), REGION)
    assert found["AWSELB"].startswith(f"{base}/mirror/aws/offers/v1.0/aws/AWSELB/")


def test_rows_come_with_the_date_of_the_list_and_only_on_demand(published):
    _, prices = published
    with prices.open(prices.urls(("AmazonEC2",), REGION)["AmazonEC2"]) as file:
        rows = list(file.rows)
    assert file.published == "2026-09-30"
    assert [(each["Instance Type"], each["PricePerUnit"]) for each in rows] == [("t3.micro", "0.013")]


def test_a_region_nobody_has_is_said(published):
    _, prices = published
    with pytest.raises(PriceListFailed, match="no region mars-north-1"):
        prices.urls(("AmazonEC2",), "mars-north-1")


def test_an_index_of_another_shape_is_said(published):
    folder, prices = published
    (folder / "offers/v1.0/aws/index.json").write_text('{"offers": []}')
    with pytest.raises(PriceListFailed, match="format may have changed"):
        prices.urls(("AmazonEC2",), REGION)


def test_a_list_that_is_gone_is_said(published):
    folder, prices = published
    url = prices.urls(("AmazonEC2",), REGION)["AmazonEC2"]
    csv_of(folder).unlink()
    with pytest.raises(PriceListFailed, match=r"index\.csv answered 404"), prices.open(url):
        pass


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("<html>", "no header line"),
        ('"Publication Date","2026-09-30"\n"SKU","TermType"\n"A","OnDemand"\n', "no column Currency"),
    ],
)
def test_a_list_of_another_shape_is_said(published, text, because):
    folder, prices = published
    csv_of(folder).write_text(text)
    url = prices.urls(("AmazonEC2",), REGION)["AmazonEC2"]
    with pytest.raises(PriceListFailed, match=because), prices.open(url) as file:
        list(file.rows)


def test_an_unreachable_list_is_said():
    with httpx.Client() as client, pytest.raises(PriceListFailed, match="could not be read"):
        PriceList(client, "http://127.0.0.1:9").urls(("AmazonEC2",), REGION)
