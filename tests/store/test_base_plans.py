from datetime import UTC, datetime, timedelta

import pytest

from support.costs import REDIS, estimate
from support.values import CONTENT
from tidegate.core.costs.own import Look
from tidegate.core.plans.change_digests import NO_DIGESTS
from tidegate.core.projects.model import Project
from tidegate.store import base_plans

PROJECT = Project(dir="environments/dev")
LOOK = Look(content=CONTENT, cost=estimate(REDIS), digests=NO_DIGESTS)
AT = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
async def tx(database):
    async with database.begin() as opened:
        await base_plans.keep(opened, "acme/infra", PROJECT, "c1", "inputs", LOOK, at=AT)
        yield opened


async def test_a_plan_of_a_commit_is_found_again(tx):
    assert await base_plans.find(tx, "acme/infra", PROJECT, "c1", "inputs", since=AT) == LOOK


@pytest.mark.parametrize(
    ("project", "commit", "inputs", "since"),
    [
        (PROJECT, "c1", "inputs", AT + timedelta(seconds=1)),
        (PROJECT, "c2", "inputs", AT),
        (PROJECT, "c1", "others", AT),
        (Project(dir="environments/dev", workspace="other"), "c1", "inputs", AT),
    ],
    ids=["older", "another commit", "other inputs", "another workspace"],
)
async def test_one_that_may_be_another_is_not_taken_for_it(tx, project, commit, inputs, since):
    assert await base_plans.find(tx, "acme/infra", project, commit, inputs, since=since) is None


async def test_one_made_again_takes_its_place(tx):
    later = AT + timedelta(hours=1)
    await base_plans.keep(tx, "acme/infra", PROJECT, "c1", "inputs", LOOK, at=later)
    assert await base_plans.find(tx, "acme/infra", PROJECT, "c1", "inputs", since=later) == LOOK


async def test_old_ones_of_a_repository_are_deleted(tx):
    later = AT + timedelta(hours=1)
    await base_plans.keep(tx, "acme/infra", PROJECT, "c2", "inputs", LOOK, at=later)
    await base_plans.keep(tx, "acme/apps", PROJECT, "c1", "inputs", LOOK, at=AT)
    await base_plans.forget(tx, "acme/infra", before=later)
    assert await base_plans.find(tx, "acme/infra", PROJECT, "c1", "inputs", since=AT) is None
    assert await base_plans.find(tx, "acme/infra", PROJECT, "c2", "inputs", since=AT) == LOOK
    assert await base_plans.find(tx, "acme/apps", PROJECT, "c1", "inputs", since=AT) == LOOK
