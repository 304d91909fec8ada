from dataclasses import replace

from support.values import CHANGE, REPO, later
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.known import Unknown
from tidegate.core.people import Standing
from tidegate.store import decisions
from tidegate.store.decisions import StoredDecision

FACTS = Facts(
    actor="bob",
    change=CHANGE,
    environment="staging",
    projects=(
        ProjectFact(
            key="k",
            label="staging-environment",
            dir="environments/staging",
            workspace="staging",
            environment="staging",
            plan=PlanFact(run_id="p", digest="v1:aa", head_sha=CHANGE.head_sha, deployable=True, has_changes=True),
        ),
        ProjectFact(
            key="l", label="other", dir=".", workspace="default", environment=None, plan=Unknown(unknown_because="runs")
        ),
    ),
    standings={"bob": Standing(login="bob", teams=frozenset({"acme/devops"})), "eve": Unknown(unknown_because="502")},
    reviews=Unknown(unknown_because="GitHub answered 502"),
)


def _stored(number: int) -> StoredDecision:
    made = Decision(
        action="apply",
        actor="bob",
        environment="staging",
        at=later(number),
        answers=(Answer(gate="approvals", verdict="block", reason="nobody approved"),),
        reported=frozenset({"window"}),
    )
    return StoredDecision(id=f"d{number}", decision=made, facts=FACTS, policy=NoPolicy())


async def test_a_decision_comes_back_with_its_facts_unknown_ones_too(database):
    async with database.begin() as tx:
        assert await decisions.keep(tx, _stored(0))
        assert not await decisions.keep(tx, _stored(0))
        assert await decisions.of_ids(tx, ["d0"]) == (_stored(0),)


async def test_the_newest_decision_to_apply_is_found_for_each_environment(database):
    production = replace(_stored(1), id="p1", decision=replace(_stored(1).decision, environment="prod"))
    planning = replace(_stored(3), id="plan", decision=replace(_stored(3).decision, action="plan"))
    async with database.begin() as tx:
        for stored in (_stored(0), _stored(2), production, planning):
            await decisions.keep(tx, stored)
        found = await decisions.newest_to_apply(tx, REPO, 7)
        assert {entry.id for entry in found} == {"d2", "p1"}
        assert await decisions.newest_to_apply(tx, REPO, 8) == ()
        assert [entry.id for entry in await decisions.of_ids(tx, ["d0", "nobody"])] == ["d0"]
