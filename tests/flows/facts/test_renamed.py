from dataclasses import replace

import pytest

from support.decisions import POLICY, statement
from support.values import CHANGE, CONTENT, deployment, later, plan
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.gates.rules import Rules
from tidegate.flows.facts.proven_deployments import proven_by_deployments
from tidegate.flows.facts.renamed import called_today
from tidegate.store import deployments, plans

LIVE = replace(POLICY.environments["prod"], name="live", aliases=("prod",))
RENAMED = replace(POLICY, environments={"staging": POLICY.environments["staging"], "live": LIVE})


@pytest.mark.parametrize(("said", "meant"), [("prod", "live"), ("live", "live"), ("staging", "staging"), (None, None)])
def test_what_was_said_of_an_environment_before_it_was_renamed_is_about_it(said, meant):
    (one,) = called_today([statement("bob", "reject", environment=said)], RENAMED)
    assert one.environment == meant


def test_an_environment_nobody_knows_any_more_keeps_its_name():
    gone = statement("bob", "reject", environment="prod")
    assert called_today([gone], replace(RENAMED, environments={})) == (gone,)
    assert called_today([gone], NoPolicy()) == (gone,)


async def deployed(door, environment, at):
    mine = f"order-{at}.0"
    async with door.database.begin() as tx:
        await plans.add(tx, plan(id=mine, batch=mine, environment=environment))
        await plans.finish(tx, mine, digest="d", content=CONTENT, output="", at=later(at))
        await deployments.add(tx, deployment(id=mine, batch=mine, plan_id=mine, environment=environment))
        await deployments.settle(tx, mine, "applied", output="", error="", at=later(at))


async def test_a_proof_stays_used_up_when_the_environment_that_used_it_is_renamed(door):
    await deployed(door, "staging", 1)
    await deployed(door, "prod", 2)
    rules = Rules(policy=RENAMED, environment=RENAMED.environments["staging"])
    asked = plan(id="order-9.0", state="planned", content=CONTENT, environment="live")
    found = await proven_by_deployments(CHANGE, LIVE, rules, (asked,))
    assert ["here changed it" in str(one.because) for one in found.unproven] == [True]
