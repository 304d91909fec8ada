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


async def test_a_decision_made_again_after_a_crash_is_kept_as_it_was_acted_on(database):
    again = _stored(0)
    again = replace(again, decision=replace(again.decision, answers=()))
    async with database.begin() as tx:
        await decisions.keep(tx, _stored(0))
        assert await decisions.keep(tx, again)
        assert await decisions.of_ids(tx, [again.id]) == (again,)


async def test_the_newest_decision_to_apply_is_found_for_each_environment(database):
    production = replace(_stored(1), id="p1", decision=replace(_stored(1).decision, environment="prod"))
    planning = replace(_stored(3), id="plan", decision=replace(_stored(3).decision, action="plan"))
    async with database.begin() as tx:
        for stored in (_stored(0), _stored(2), production, planning):
            await decisions.keep(tx, stored)
        found = await decisions.newest_to_apply(tx, (REPO, 7), (REPO, 9))
        assert {entry.id for entry in found} == {"d2", "p1"}
        assert await decisions.newest_to_apply(tx, (REPO, 8), ("acme/other", 7)) == ()
        assert await decisions.newest_to_apply(tx) == ()
        assert [entry.id for entry in await decisions.of_ids(tx, ["d0", "nobody"])] == ["d0"]


def test_a_decision_made_because_facts_moved_was_not_attempted_by_anybody():
    assert _stored(0).attempted
    assert not replace(_stored(0), id="order-1.staging.standing").attempted


async def test_they_are_listed_newest_first_by_repository_and_change(database):
    async with database.begin() as tx:
        for number in range(3):
            await decisions.keep(tx, _stored(number))
        listed = await decisions.lines(tx, limit=2)
        assert [(line.id, line.actor, line.allowed, line.at) for line in listed] == [
            ("d2", "bob", False, later(2)),
            ("d1", "bob", False, later(1)),
        ]
        assert len(await decisions.lines(tx, repo=REPO, number=7, limit=9)) == 3
        assert await decisions.lines(tx, repo=REPO, number=8, limit=9) == []
        assert await decisions.lines(tx, repo="acme/other", limit=9) == []


async def test_they_are_read_from_an_instant_on_oldest_first(database):
    async with database.begin() as tx:
        for number in (2, 0, 1):
            await decisions.keep(tx, _stored(number))
        assert [stored.id async for stored in decisions.since(tx, later(1))] == ["d1", "d2"]
        assert [stored.id async for stored in decisions.since(tx, later(0), "acme/other")] == []


async def test_of_recent_changes_the_newest_decision_of_each_environment_is_found(database):
    other = replace(_stored(1), id="other", facts=replace(FACTS, change=replace(CHANGE, number=8)))
    planning = replace(_stored(5), id="plan", decision=replace(_stored(5).decision, action="plan"))
    async with database.begin() as tx:
        for stored in (_stored(0), _stored(2), other, planning):
            await decisions.keep(tx, stored)
        assert [stored.id for stored in await decisions.recent(tx, REPO, 9)] == ["d2", "other"]
        assert [stored.id for stored in await decisions.recent(tx, REPO, 1)] == ["d2"]
