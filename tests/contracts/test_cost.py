"""What every cost engine promises: the catalog, and Infracost as it once answered for the same plan."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.infracost import DATA, player, recorded
from tidegate.core.costs.model import CostEstimate
from tidegate.core.errors import BadInput
from tidegate.core.known import Unknown
from tidegate.cost.catalog.engine import Catalog
from tidegate.cost.infracost import Infracost
from tidegate.ports.cost import CostEngine, CostQuestion

PLAN: dict[str, Any] = json.loads((DATA / "plan.json").read_text())
VALUES = {
    "aws_instance.web": {"instance_type": "m5.large", "root_block_device": [{"volume_size": 20}]},
    "module.redis.aws_elasticache_replication_group.this": {
        "engine": "redis",
        "node_type": "cache.r6g.large",
        "num_cache_clusters": 3,
    },
    "aws_nat_gateway.old": {"connectivity_type": "public"},
}
ACTIONS = {
    "aws_instance.web": "update",
    "module.redis.aws_elasticache_replication_group.this": "create",
    "aws_nat_gateway.old": "delete",
}

ENGINES: dict[str, Callable[[Path], CostEngine]] = {
    "catalog": lambda _folder: Catalog(),
    "infracost": lambda folder: Infracost(
        player(folder / "bin", recorded("good")).programs(), {"INFRACOST_API_KEY": "ico-key"}
    ),
}


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    return ENGINES[request.param](tmp_path)


def plan() -> dict[str, Any]:
    """The plan with the attributes that decide what it costs."""
    made = copy.deepcopy(PLAN)
    for each in made["resource_changes"]:
        for side in ("before", "after"):
            if each["change"][side] is not None:
                each["change"][side] = {**VALUES.get(each["address"], {}), "password": "hunter2-in-clear"}
    return made


def costs(estimate: CostEstimate) -> dict[str, Any]:
    return {each.address: each for each in estimate.resources}


async def test_an_estimate_names_its_engine_its_currency_and_the_age_of_its_prices(engine):
    estimate = await engine.estimate(CostQuestion(plan=plan()))
    assert estimate.trouble == ""
    assert estimate.engine.split()[0] in ENGINES
    assert estimate.currency == "USD"
    assert estimate.as_of


async def test_the_totals_are_the_sums_of_what_could_be_priced(engine):
    estimate = await engine.estimate(CostQuestion(plan=plan()))
    priced = [each for each in estimate.resources if not each.unpriced]
    assert estimate.past == sum(each.past for each in priced)
    assert estimate.future == sum(each.future for each in priced)
    assert estimate.future > estimate.past > 0


async def test_a_resource_is_priced_on_the_sides_it_is_on_with_what_the_plan_does_to_it(engine):
    found = costs(await engine.estimate(CostQuestion(plan=plan())))
    assert {address: found[address].action for address in ACTIONS} == ACTIONS
    assert found["module.redis.aws_elasticache_replication_group.this"].past == 0
    assert found["module.redis.aws_elasticache_replication_group.this"].future > 500
    assert found["aws_nat_gateway.old"].past > 0
    assert found["aws_nat_gateway.old"].future == 0


async def test_every_resource_that_is_changed_and_billed_has_a_component_or_a_reason(engine):
    found = costs(await engine.estimate(CostQuestion(plan=plan())))
    for address in ACTIONS:
        assert found[address].unpriced or found[address].before or found[address].after


async def test_what_is_free_is_left_out(engine):
    found = costs(await engine.estimate(CostQuestion(plan=plan())))
    assert "aws_iam_role.app" not in found
    assert "terraform_data.note" not in found


async def test_a_resource_that_cannot_be_priced_leaves_the_increase_unknown(engine):
    asked = plan()
    entry = copy.deepcopy(asked["resource_changes"][1])
    asked["resource_changes"].append(
        {**entry, "address": "aws_brand_new.thing", "type": "aws_brand_new", "name": "thing"}
    )
    estimate = await engine.estimate(CostQuestion(plan=asked))
    assert costs(estimate)["aws_brand_new.thing"].unpriced
    assert isinstance(estimate.increase, Unknown)
    assert "could not be priced" in str(estimate.increase.unknown_because)


async def test_nothing_of_the_plan_but_what_is_billed_is_in_the_answer(engine):
    assert "hunter2" not in repr(await engine.estimate(CostQuestion(plan=plan())))


async def test_the_same_question_has_the_same_answer(engine):
    assert await engine.estimate(CostQuestion(plan=plan())) == await engine.estimate(CostQuestion(plan=plan()))


async def test_a_price_file_that_cannot_be_used_is_never_passed_over(engine):
    try:
        estimate = await engine.estimate(CostQuestion(plan=plan(), overlay="prices: 5\n"))
    except BadInput:
        return
    assert estimate.trouble
