import pytest

from tidegate.core.known import Unknown
from tidegate.core.plans.fingerprint import Fingerprint, Identity
from tidegate.store import fingerprints

IDENTITY = Identity(backend={"type": "s3", "key": "prod"}, workspace="prod", providers={"aws": {"region": "eu-west-1"}})


@pytest.mark.parametrize("identity", [IDENTITY, Unknown(unknown_because="nobody could read it")])
async def test_a_fingerprint_is_kept_and_found_by_its_plan(database, identity):
    taken = Fingerprint(
        identity=identity, modules={"": "a", "module.x": "b"}, providers={"aws": "5"}, tree="t", loose=("module.x",)
    )
    async with database.begin() as tx:
        await fingerprints.keep(tx, "plan-1", Fingerprint())
        await fingerprints.keep(tx, "plan-1", taken)
        assert await fingerprints.of_plans(tx, ["plan-1", "plan-2"]) == {"plan-1": taken}
