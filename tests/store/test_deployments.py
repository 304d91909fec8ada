from dataclasses import replace

from support.values import CONTENT, REPO, STAGING, deployment, later, plan
from tidegate.core.deployments.locks import place_of
from tidegate.store import deployments, plans, stage_runs


async def test_a_deployment_keeps_its_first_end(database):
    async with database.begin() as tx:
        await deployments.add(tx, deployment())
        await deployments.running(tx, "order-2.0")
        assert await deployments.settle(tx, "order-2.0", "applied", output="Apply complete!", error="", at=later(9))
        assert not await deployments.settle(tx, "order-2.0", "interrupted", output="", error="late", at=later(10))
        found = await deployments.get(tx, "order-2.0")
    assert (found.state, found.output, found.error) == ("applied", "Apply complete!", "")


async def test_what_may_have_touched_a_project_last_is_found(database):
    async with database.begin() as tx:
        for number, state in enumerate(("applied", "failed", "refused")):
            await deployments.add(tx, deployment(id=f"order-{number}.0"))
            await deployments.settle(tx, f"order-{number}.0", state, output="", error="", at=later(number))
        here, other = place_of(replace(STAGING, name="renamed")), place_of(replace(STAGING, workspace="other"))
        found = await deployments.last_ends(tx, REPO, [here, other])
    assert found == {here: later(1)}, "a refused one touched nothing"


async def test_for_each_place_of_a_repository_the_last_deployment_is_found(database):
    prod = replace(STAGING, dir="environments/prod", workspace="prod")
    async with database.begin() as tx:
        for number, (project, state) in enumerate(
            ((STAGING, "applied"), (STAGING, "failed"), (prod, "applied"), (prod, "refused"))
        ):
            await deployments.add(tx, deployment(id=f"order-{number}.0", project=project))
            await deployments.settle(tx, f"order-{number}.0", state, output="", error="", at=later(number))
        found = await deployments.last_of_projects(tx, REPO)
        assert await deployments.last_of_projects(tx, "acme/other") == ()
    assert [entry.id for entry in found] == ["order-2.0", "order-1.0"]


async def test_deployments_of_many_changes_are_found_at_once_oldest_first(database):
    async with database.begin() as tx:
        for number, repo in ((8, REPO), (7, REPO), (9, REPO), (7, "acme/other")):
            await deployments.add(tx, deployment(id=f"order-{number}.{repo}", number=number, repo=repo))
        found = await deployments.of_changes(tx, [(REPO, 7), (REPO, 8)])
        assert await deployments.of_changes(tx, []) == ()
    assert [(entry.repo, entry.number) for entry in found] == [(REPO, 7), (REPO, 8)]


async def test_only_what_has_not_begun_is_withdrawn(database):
    async with database.begin() as tx:
        for name in ("order-1.0", "order-1.1"):
            await deployments.add(tx, deployment(id=name))
        await deployments.running(tx, "order-1.0")
        withdrawn = await deployments.withdraw(tx, ["order-1.0", "order-1.1"], because="Cancelled.", at=later(1))
        assert withdrawn == {"order-1.1"}
        states = {entry.id: entry.state for entry in await deployments.of_change(tx, REPO, deployment().number)}
    assert states == {"order-1.0": "running", "order-1.1": "refused"}


async def test_how_long_a_project_takes_counts_from_when_it_began(database):
    async with database.begin() as tx:
        for number, state in enumerate(("applied", "failed", "applied", "applied")):
            name = f"order-{number}.0"
            await deployments.add(tx, deployment(id=name))
            await stage_runs.start(tx, f"{name}{deployments.RUN}", host="one", at=later(100 * number))
            await deployments.settle(tx, name, state, output="", error="", at=later(101 * number + 5))
        await deployments.add(tx, deployment(id="order-9.0"))
        await deployments.settle(tx, "order-9.0", "applied", output="", error="", at=later(999))
        assert await deployments.durations(tx, REPO, STAGING, last=10) == (8.0, 7.0, 5.0)
        assert await deployments.durations(tx, REPO, STAGING, last=2) == (8.0, 7.0)
        assert await deployments.durations(tx, REPO, replace(STAGING, workspace="other"), last=10) == ()


async def test_of_an_environment_only_what_was_asked_for_is_read(database):
    async with database.begin() as tx:
        made = plan(id="plan-1")
        await plans.add(tx, made)
        await plans.running(tx, made.id)
        await plans.finish(tx, made.id, digest="d", content=CONTENT, output="", at=later(1))
        for number, (state, environment) in enumerate(
            (("failed", "staging"), ("refused", "staging"), ("applied", "prod"))
        ):
            one = deployment(id=f"order-{number}.0", plan_id=made.id, environment=environment)
            await deployments.add(tx, one)
            await deployments.settle(tx, one.id, state, output="", error="", at=later(9 - number))
        here, other = place_of(STAGING), place_of(replace(STAGING, workspace="other"))
        (found,) = await deployments.of_environment_at(tx, REPO, ["staging"], [here])
        assert found.id == "order-0.0"
        assert await deployments.of_environment_at(tx, REPO, ["staging"], [other]) == ()
        assert await deployments.of_environment_with(tx, REPO, ["staging"], ["aws_vpc", "aws_s3_bucket"]) == (found,)
        for types in ([], ["aws_s3"], ["aws_s3%"], ["aws_s3-bucket"]):
            assert await deployments.of_environment_with(tx, REPO, ["staging"], types) == ()


async def test_commits_of_what_touched_an_environment_are_those_its_plans_were_made_at(database):
    async with database.begin() as tx:
        for number, (state, environment) in enumerate(
            (("applied", "staging"), ("failed", "staging"), ("refused", "staging"), ("applied", "prod"))
        ):
            made = plan(id=f"plan-{number}", head_sha="h" * 40, commit_sha="m" * 40 if number else "")
            await plans.add(tx, made)
            one = deployment(id=f"order-{number}.0", plan_id=made.id, environment=environment)
            await deployments.add(tx, one)
            await deployments.settle(tx, one.id, state, output="", error="", at=later(9 - number))
        found = await deployments.commits(tx, REPO, ["staging"])
        assert found == {"order-0.0": "h" * 40, "order-1.0": "m" * 40}
        assert len(await deployments.commits(tx, REPO, ("staging", "prod"))) == 3
        ended = await deployments.of_ids(tx, ["order-0.0", "order-1.0", "nobody"])
    assert [entry.id for entry in ended] == ["order-1.0", "order-0.0"]
