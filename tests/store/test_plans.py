from support.values import CONTENT, NOON, REPO, STAGING, later, plan
from tidegate.core.projects.model import Project
from tidegate.store import plans


async def _finish(tx, plan_id, digest="v1:aa"):
    await plans.running(tx, plan_id)
    await plans.finish(tx, plan_id, digest=digest, content=CONTENT, output="Plan: 1 to add", at=later(5))


async def test_a_plan_goes_from_queued_to_planned(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await _finish(tx, "order-1.0")
        found = await plans.get(tx, "order-1.0")
    assert (found.state, found.digest, found.content, found.finished_at) == ("planned", "v1:aa", CONTENT, later(5))
    assert found.project == STAGING


async def test_adding_a_plan_again_changes_nothing(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await _finish(tx, "order-1.0")
        await plans.add(tx, plan())
        assert (await plans.get(tx, "order-1.0")).state == "planned"


async def test_a_plan_discarded_while_it_ran_stays_discarded(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        dropped = await plans.discard(tx, REPO, 7)
        await _finish(tx, "order-1.0")
        assert (await plans.get(tx, "order-1.0")).state == "discarded"
    assert [entry.id for entry in dropped] == ["order-1.0"]


async def test_discarding_spares_the_batch_that_asks(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.add(tx, plan(id="order-2.0", batch="order-2"))
        await plans.discard(tx, REPO, 7, but_batch="order-2")
        assert [entry.id for entry in await plans.newest(tx, REPO, 7)] == ["order-2.0"]


async def test_the_newest_plan_of_each_project_counts(database):
    other = Project(dir="environments/dev", workspace="dev", name="dev-environment")
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.add(tx, plan(id="order-1.1", project=other, position=1))
        await plans.add(tx, plan(id="order-2.0", batch="order-2"))
        found = await plans.newest(tx, REPO, 7)
    assert [(entry.id, entry.project.name) for entry in found] == [
        ("order-2.0", "staging-environment"),
        ("order-1.1", "dev-environment"),
    ]


async def test_when_people_first_saw_a_plan_is_never_moved(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.posted(tx, ["order-1.0"], NOON)
        await plans.posted(tx, ["order-1.0"], later(60))
        assert (await plans.get(tx, "order-1.0")).posted_at == NOON


async def test_a_failed_plan_keeps_its_words(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.fail(tx, "order-1.0", error="terraform plan ended with exit code 1", output="│ Error", at=later(1))
        found = await plans.get(tx, "order-1.0")
    assert (found.state, found.error, found.output) == ("failed", "terraform plan ended with exit code 1", "│ Error")


async def test_what_was_checked_out_is_the_head_unless_it_was_merged_first(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.add(tx, plan(id="order-2.0", batch="order-2", commit_sha="merged"))
        first, second = await plans.of_change(tx, REPO, 7)
    assert (first.commit, second.commit) == (first.head_sha, "merged")


async def test_cancelling_ends_what_has_not_ended_and_nothing_else(database):
    async with database.begin() as tx:
        await plans.add(tx, plan(id="order-1.0"))
        await plans.add(tx, plan(id="order-1.1"))
        await plans.add(tx, plan(id="order-1.2"))
        await plans.running(tx, "order-1.1")
        await _finish(tx, "order-1.2")
        ended = await plans.cancel(tx, REPO, 7, because="Cancelled by @bob.", at=later(9))
        assert [(entry.id, entry.state) for entry in ended] == [("order-1.0", "queued"), ("order-1.1", "running")]
        await _finish(tx, "order-1.1")
        found = [(entry.state, entry.error) for entry in await plans.of_batch(tx, "order-1")]
    assert sorted(found) == [("cancelled", "Cancelled by @bob."), ("cancelled", "Cancelled by @bob."), ("planned", "")]


async def test_plans_of_the_newest_head_are_spared(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        head = (await plans.get(tx, "order-1.0")).head_sha
        assert await plans.cancel(tx, REPO, 7, because="Superseded.", at=later(9), but_head=head) == ()


async def test_a_plan_that_has_begun_is_not_skipped(database):
    async with database.begin() as tx:
        await plans.add(tx, plan(id="order-1.0"))
        await plans.add(tx, plan(id="order-1.1"))
        await plans.running(tx, "order-1.1")
        await plans.skip(tx, ["order-1.0", "order-1.1"], because="A group before it failed.", at=later(9))
        assert [entry.state for entry in await plans.of_change(tx, REPO, 7)] == ["cancelled", "running"]


async def test_what_several_plans_do_is_read_at_once(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.add(tx, plan(id="order-1.1", position=1))
        await _finish(tx, "order-1.0")
        assert await plans.contents(tx, ["order-1.0", "order-1.1", "gone"]) == {"order-1.0": CONTENT, "order-1.1": None}
