from dataclasses import replace

from support.values import NOON, REPO, STAGING, later
from tidegate.core.deployments.locks import place_of
from tidegate.core.plans.fingerprint import Identity
from tidegate.store import identities

FIRST = Identity(backend={"type": "s3", "key": "staging"})
THEN = Identity(backend={"type": "s3", "key": "elsewhere"}, providers={"aws": {"region": "eu-west-1"}})


async def test_the_newest_identity_of_a_project_is_the_one_it_has(database):
    other = replace(STAGING, workspace="other")
    async with database.begin() as tx:
        assert await identities.of_project(tx, REPO, STAGING) is None
        for identity, at in ((FIRST, NOON), (THEN, later(1))):
            await identities.record(
                tx, REPO, STAGING, environment="staging", identity=identity, accepted_by="dana", at=at
            )
        assert await identities.of_project(tx, REPO, STAGING) == THEN
        assert await identities.of_project(tx, REPO, other) is None
        assert await identities.of_project(tx, "acme/other", STAGING) is None
        found = await identities.of_places(tx, REPO, [place_of(STAGING), place_of(other)])
        assert found == {place_of(STAGING): THEN}
