import pytest

from support.values import REPO, plan
from tidegate.flows.letting_go.dropping import may_not_drop
from tidegate.store import plans

GOVERNANCE = """
version: 1
people:
  developer: {github: [carol]}
  lead: {github: [kim-lead]}
environments:
  staging:
    branch: main
    plan: {allow: [developer]}
    apply: {allow: [lead]}
"""


@pytest.fixture
async def asked(door, forge_of_acme):
    """Why somebody may not unlock a change of alice with a plan of staging."""
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE})
    forge_of_acme.commit("feature", {"a.tf": ""})
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    async with door.database.begin() as tx:
        await plans.add(tx, plan(number=number, environment="staging", state="planned"))

    async def ask(actor):
        await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
        return str(await may_not_drop(actor, "unlock", REPO, number))

    return ask


@pytest.mark.parametrize("able", ["alice", "carol", "kim-lead"])
async def test_the_author_and_those_who_may_plan_or_apply_there_drop_a_changes_plans(asked, able):
    assert await asked(able) == ""


async def test_who_may_neither_plan_nor_apply_there_drops_nothing(asked):
    assert await asked("bob") == "@bob may not unlock here: that takes the author, or developer or lead of staging."


async def test_where_everybody_may_plan_everybody_may_drop_it(asked, forge_of_acme):
    open_to_all = GOVERNANCE.replace("    plan: {allow: [developer]}\n", "")
    forge_of_acme.commit("main", {"tidegate.yaml": open_to_all})
    assert await asked("bob") == ""


async def test_without_environments_everybody_may_where_no_team_list_says_otherwise(asked, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": None})
    assert await asked("bob") == ""
