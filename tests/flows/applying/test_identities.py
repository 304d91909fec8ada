from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, SEOUL, facts, review
from support.values import REPO, STAGING, deployment, later
from tidegate.core.gates.decide import decide
from tidegate.core.known import Unknown
from tidegate.core.plans.fingerprint import Fingerprint
from tidegate.flows.applying.identities import remember
from tidegate.store import decisions, fingerprints, identities
from tidegate.store.database import Database
from tidegate.store.decisions import StoredDecision
from tidegate.store.migrate import migrate
from tidegate.store.tables import identities as table

OWNED = replace(POLICY, owners=("devops",))
VIRGINIA = replace(SEOUL, providers={"aws": {"region": "us-east-1"}})


@pytest.fixture
async def tx(tmp_path):
    url = f"sqlite:///{tmp_path}/tidegate.sqlite"
    migrate(url)
    database = Database(url)
    async with database.begin() as opened:
        yield opened
    await database.close()


async def applied(tx, *, at=NOON, identity=SEOUL, reviews=(), **changed):
    """A deployment that has ended well, and the decision that let it."""
    mine = deployment(plan_id=f"plan-{at:%S}", state="applied", actor="bob", **changed)
    asked = facts(reviews=reviews)
    decision = decide("apply", asked, OWNED, NOON)
    await fingerprints.keep(tx, mine.plan_id, Fingerprint(identity=identity))
    stored = StoredDecision(id=f"decision-{at:%S}", decision=decision, facts=asked, policy=OWNED)
    await decisions.keep(tx, stored)
    await remember(tx, mine, stored.id, at)


async def accepted_by(tx):
    return (await tx.execute(table.select())).one().accepted_by


async def test_where_the_first_deployment_acted_is_what_is_held_against_from_then_on(tx):
    await applied(tx)
    assert await identities.of_project(tx, REPO, STAGING) == SEOUL
    assert await accepted_by(tx) == "bob"


async def test_an_owner_who_approved_the_plan_is_who_accepted_it(tx):
    await applied(tx, reviews=(review("carol"), review("dave")))
    assert await accepted_by(tx) == "dave"


async def test_who_accepted_it_first_stands_until_it_is_another_place(tx):
    await applied(tx, reviews=(review("dave"),))
    await applied(tx, at=later(1))
    assert await accepted_by(tx) == "dave"
    await applied(tx, at=later(2), identity=VIRGINIA)
    assert (await accepted_by(tx), await identities.of_project(tx, REPO, STAGING)) == ("bob", VIRGINIA)


@pytest.mark.parametrize(
    "changed", [{"environment": None}, {"identity": Unknown(unknown_because="nobody could read it")}]
)
async def test_outside_every_environment_and_where_it_is_unknown_nothing_is_recorded(tx, changed):
    await applied(tx, **changed)
    assert await identities.of_project(tx, REPO, STAGING) is None
