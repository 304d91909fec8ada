from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from support.price_list import REGION, database, instance, publish, row, served
from tidegate.cli.app import build_app
from tidegate.cost.price_list_file import PriceListFailed, prices_file

OFFERS = {
    "AmazonEC2": [instance("t3.micro", "0.0130000000"), row("NAT Gateway", "NatGateway-Hours", "0.059")],
    "AmazonRDS": [
        database("db.t3.micro", "0.026", "MySQL", "InstanceUsage", "Single-AZ"),
        database("db.t3.small", "0.05", "MySQL", "InstanceUsage", "Single-AZ"),
        database("db.t3.small", "0.06", "MySQL", "InstanceUsage", "Single-AZ"),
    ],
}


@pytest.fixture
def prices(tmp_path):
    """Runs `tidegate prices` against a small price list; answers with what it printed."""
    publish(tmp_path / "published", OFFERS)

    with served(tmp_path / "published") as base:

        def run(*words, url=base):
            given = ["--url", url] if words[0] == "update" else []
            line = ["prices", *words, *given, "--data-dir", str(tmp_path / "data")]
            done = CliRunner().invoke(build_app(lambda: None), line)
            if done.exception and not isinstance(done.exception, SystemExit):
                raise done.exception
            return done.exit_code, done.output

        yield run


def test_newer_prices_are_fetched_and_shown_before_the_packages(prices, tmp_path):
    code, said = prices("update", REGION)
    assert code == 0
    assert "AmazonEC2 ..." in said
    assert "2 prices of 2026-09-30" in said
    assert "none for ec2_windows: older ones stay" in said
    assert "1 left out: the list gives more than one price" in said
    written = json.loads(prices_file(tmp_path / "data").read_text())["regions"][REGION]
    assert written["ec2"] == {"t3.micro": 0.013}
    assert written["rds"] == {"mysql": {"db.t3.micro": 0.026}}
    code, said = prices("show", REGION)
    ec2 = [line.split() for line in said.splitlines() if line.split()[:1] == ["ec2"]]
    assert [(line[1], line[2]) for line in ec2] == [("2026-09-30", "fetched:"), ("2019-04-05", "package:")]


def test_a_list_that_cannot_be_had_leaves_the_old_file(prices, tmp_path):
    prices("update", REGION)
    before = prices_file(tmp_path / "data").read_bytes()
    (next((tmp_path / "published").rglob("AmazonRDS/**/index.csv"))).unlink()
    with pytest.raises(PriceListFailed, match="answered 404"):
        prices("update", REGION)
    with pytest.raises(PriceListFailed, match="could not be read"):
        prices("update", REGION, url="http://127.0.0.1:9")
    assert prices_file(tmp_path / "data").read_bytes() == before


def test_prices_of_the_package_are_shown_with_age_and_source(prices):
    code, said = prices("show", "us-east-1")
    assert code == 0
    assert "2026-07-20  package: karpenter" in said
    assert "karpenter: EC2 Linux on-demand, us-east-1" in said
    assert "ap-northeast-2" not in said.partition("Sources")[0]


def test_all_regions_are_shown_without_one(prices):
    assert {"ap-northeast-2", "us-east-1", "eu-west-1"} <= set(prices("show")[1].splitlines())


def test_a_region_without_prices_is_said(prices):
    code, said = prices("show", "mars-north-1")
    assert code == 1
    assert "There are no prices of mars-north-1. There are some of ap-northeast-1," in said
