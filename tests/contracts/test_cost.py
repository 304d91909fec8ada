"""What every cost engine keeps its word on: the embedded one, and Infracost, played and real."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from support.infracost import player, recorded
from support.missing import report_left_out
from support.plain_programs import PlainPrograms
from support.price_service import price_service
from support.redis_plan import ADDRESS, redis_plan
from tidegate.core.known import Unknown
from tidegate.cost.catalog.engine import Catalog
from tidegate.cost.infracost import Infracost
from tidegate.ports.cost import CostEngine, CostQuestion

SECRET = "hunter2-in-clear"
AN_HOUR = "0.246"


@pytest.fixture(params=["catalog", "infracost-played", "infracost-real"])
def engine(request, tmp_path) -> CostEngine:
    if request.param == "catalog":
        yield Catalog()
    elif request.param == "infracost-played":
        yield Infracost(player(tmp_path / "bin", recorded("redis")).programs(), {})
    else:
        with price_service(AN_HOUR) as address:
            yield _real(tmp_path, address)


def _real(folder, address) -> Infracost:
    """The one on PATH, asking a price service of the test's: it needs neither key nor network."""
    if shutil.which("infracost") is None:
        report_left_out("infracost 0.10 is not on PATH: its engine was held against recorded outputs only")
        pytest.skip("needs infracost 0.10")
    programs = PlainPrograms(scratch=folder, environment={"PATH": os.environ["PATH"], "HOME": str(folder)})
    return Infracost(programs, {"INFRACOST_PRICING_API_ENDPOINT": address})


@pytest.fixture
def question() -> CostQuestion:
    plan = redis_plan()
    plan["variables"] = {"password": {"value": SECRET}}
    plan["resource_changes"][0]["change"]["after"] |= {"auth_token": SECRET}
    return CostQuestion(plan=plan)


async def test_a_resource_is_priced_with_what_happens_to_it(engine, question):
    estimate = await engine.estimate(question)
    redis = next(each for each in estimate.resources if each.address == ADDRESS)
    assert (estimate.trouble, redis.unpriced) == ("", "")
    assert (redis.action, redis.type) == ("create", "aws_elasticache_replication_group")
    assert (redis.past, redis.future) == (0, Decimal("538.74"))
    assert redis.before is None
    assert estimate.future == Decimal("538.74")


async def test_what_has_no_price_is_there_and_makes_the_increase_unknown(engine, question):
    estimate = await engine.estimate(question)
    assert [each.address for each in estimate.unpriced] == ["aws_made_up_thing.this"]
    assert isinstance(estimate.increase, Unknown)


async def test_the_estimate_says_who_made_it_in_which_currency_and_how_old_prices_are(engine, question):
    estimate = await engine.estimate(question)
    assert estimate.engine.split()[0] in ("catalog", "infracost")
    assert estimate.currency == "USD"
    assert estimate.as_of[:2] == "20"


async def test_nothing_secret_of_the_plan_is_in_the_estimate(engine, question):
    assert SECRET not in repr(await engine.estimate(question))


async def test_a_currency_it_has_no_prices_in_costs_nobody_knows_what(engine, question):
    estimate = await engine.estimate(replace(question, currency="KRW"))
    assert isinstance(estimate.increase, Unknown)
    assert estimate.difference == 0
