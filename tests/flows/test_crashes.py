"""Steps the engine performs again after a crash: what was done before it is neither lost nor done twice."""

from dataclasses import replace

import pytest

from support.decisions import POLICY
from support.values import CHANGE, NOON, REPO, deployment, later, plan
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.facts import Facts
from tidegate.flows.applying.after_apply import due, run_commands
from tidegate.flows.applying.appointing import Appointed
from tidegate.flows.applying.keeping import begin
from tidegate.flows.intake.events import understand
from tidegate.flows.orders import ApplyOrder, KeepOrder, PlanOrder, PromoteOrder
from tidegate.flows.patience import LATER
from tidegate.flows.promoting import bringing_back, promoting
from tidegate.flows.telling import report
from tidegate.store import after_tests, appointments, decisions, deployments, events, merges, opened, own_changes, plans
from tidegate.store.appointments import StoredAppointment
from tidegate.store.codec import dump, load
from tidegate.store.decisions import StoredDecision
from tidegate.store.events import StoredEvent
from tidegate.store.merges import Merged

GOVERNANCE = """
version: 1
governance: {owners: [developer]}
people:
  developer: {github: ["@acme/developers"]}
branches:
  hotfix: {pattern: "hotfix/*", into: [main]}
environments:
  dev:
    branch: develop
    plan: {allow: [developer]}
    apply: disabled
  prod:
    branch: main
    promotes_from: dev
    plan: {allow: [developer]}
    apply: {allow: [developer]}
"""


class Killed(BaseException):
    """The process ended here."""


async def killed(*_args):
    """A step comes to this point and no further."""
    raise Killed


def branch(forge, name, sha):
    forge.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", {"ref": f"refs/heads/{name}", "sha": sha})


def opened_pulls(forge, base):
    return [pull["number"] for pull in forge.must("bob", "GET", f"/repos/{REPO}/pulls?state=open&base={base}")]


@pytest.fixture
def governed(forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE})
    branch(forge_of_acme, "develop", forge_of_acme.must("bob", "GET", f"/repos/{REPO}/branches/main")["commit"]["sha"])
    return forge_of_acme


async def test_an_apply_that_was_put_off_begins_though_its_beginning_was_cut_off(door):
    order = ApplyOrder(repo=REPO, number=7, actor="bob", at="next-window")
    appointed = Appointed(order=order, digests={}, labels=(), head_sha="a" * 40, when="noon")
    row = StoredAppointment(id="a", repo=REPO, number=7, order=dump(Appointed, appointed), due=NOON)
    async with door.database.begin() as tx:
        await appointments.add(tx, row)
    first = await begin("a")
    assert first["change"] == f"{REPO}#7"
    assert await begin("a") == first
    async with door.database.begin() as tx:
        await appointments.add(tx, StoredAppointment(id="b", repo=REPO, number=7, order=row.order, due=NOON))
        await appointments.cancel(tx, ["b"], because="closed")
    assert await begin("b") == {}


async def merged_to_develop(door, forge):
    """A pull request that was merged into develop with nothing against it. Answers with its number."""
    forge.commit("feature", {"a.tf": ""})
    pull = {"title": "A", "head": "feature", "base": "develop", "body": ""}
    number = forge.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    sha = forge.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": "merge"})["sha"]
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    tree = await door.checkout.tree(REPO, sha)
    merged = Merged(
        repo=REPO, branch="develop", sha=sha, tree=tree, number=number, allowed=True, decision_id="", at=NOON
    )
    async with door.database.begin() as tx:
        await merges.keep(tx, merged)
    return number


async def test_a_promotion_that_was_cut_off_is_opened_once_and_planned(door, governed, monkeypatch):
    number = await merged_to_develop(door, governed)
    order = PromoteOrder(repo=REPO, number=number, actor="alice", word="prod")
    prepared = await promoting.prepare_promotion(order, "order-1")
    with monkeypatch.context() as crash:
        crash.setattr(opened, "keep", killed)
        with pytest.raises(Killed):
            await promoting.open_promotion(order, "order-1", prepared)
    first = load(PlanOrder, await promoting.open_promotion(order, "order-1", prepared))
    assert load(PlanOrder, await promoting.open_promotion(order, "order-1", prepared)) == first
    assert (opened_pulls(governed, "main"), first.actor) == ([first.number], "alice")
    async with door.database.read() as tx:
        found = await opened.find(tx, REPO, first.number)
    assert found is not None
    assert (found.kind, found.actor) == ("promotion", "alice")
    assert await promoting.prepare_promotion(order, "order-2") == ""


async def hotfix(door, forge, name):
    """A hotfix that is merged and deployed. Answers with its number."""
    forge.commit(f"hotfix/{name}", {f"{name}.tf": ""})
    pull = {"title": name, "head": f"hotfix/{name}", "base": "main", "body": ""}
    number = forge.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    forge.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": "merge"})
    made = deployment(id=name, batch=name, number=number, environment="prod", state="queued")
    async with door.database.begin() as tx:
        await deployments.add(tx, made)
        await deployments.settle(tx, name, "applied", output="", error="", at=later(1))
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    return number


async def brought_back(number):
    """The pull requests that bring a hotfix back, as they are planned."""
    made = await bringing_back.prepare_back_merges(REPO, number, f"order-{number}")
    return [await opened_again(number, one) for one in made]


async def opened_again(number, wanted):
    """Opening performed again answers the same."""
    first = await bringing_back.open_back_merge(REPO, number, f"order-{number}", wanted)
    assert await bringing_back.open_back_merge(REPO, number, f"order-{number}", wanted) == first
    return load(PlanOrder, first).number


async def test_a_back_merge_that_was_cut_off_is_opened_once_and_planned(door, governed):
    assert await brought_back(await hotfix(door, governed, "one")) == opened_pulls(governed, "develop")


async def test_a_hotfix_is_brought_back_though_the_back_merge_of_an_earlier_one_is_open(door, governed):
    first = await brought_back(await hotfix(door, governed, "one"))
    number = await hotfix(door, governed, "two")
    second = await brought_back(number)
    assert sorted(first + second) == sorted(opened_pulls(governed, "develop"))
    assert await brought_back(number) == []


async def test_commands_after_an_apply_that_cannot_be_run_are_told_as_failed(door):
    home = replace(POLICY.environments["staging"], after_apply=("sh scripts/ping.sh",))
    rules = replace(POLICY, environments={"staging": home})
    made = Decision(action="apply", actor="bob", environment="staging", at=NOON, answers=(), policy_revision="r")
    facts = Facts(actor="bob", change=CHANGE, environment="staging", projects=())
    async with door.database.begin() as tx:
        await plans.add(tx, plan())
        stored = StoredDecision(id=deployment().decision_id, decision=made, facts=facts, policy=rules)
        await decisions.keep(tx, stored)
        await deployments.add(tx, deployment())
        await deployments.settle(tx, deployment().id, "applied", output="", error="", at=later(1))
    assert await due("order-2") == ["staging"]
    await run_commands("order-2", "staging")
    async with door.database.read() as tx:
        tests = await after_tests.of_deployments(tx, [deployment().id])
    ((command,),) = tests.values()
    assert (command.command, command.state) == ("sh scripts/ping.sh", "failed")
    assert "could not be run" in command.output


async def test_a_push_the_forge_could_not_explain_is_asked_about_again(door, governed):
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    before = governed.must("bob", "GET", f"/repos/{REPO}/branches/main")["commit"]["sha"]
    payload = {
        "ref": "refs/heads/main",
        "before": before,
        "after": governed.commit("main", {"straight.tf": ""}),
        "repository": {"full_name": REPO},
        "sender": {"login": "kim-lead"},
    }
    event = StoredEvent(id="e", delivery="d", kind="push", object_id=None, payload=payload, received_at=NOON)
    async with door.database.begin() as tx:
        await events.keep(tx, event)
    governed.arm("server_error", 3)  # As often as the client asks.
    assert await understand("e") == LATER
    understood = await understand("e")
    assert (understood["note"], understood["change"]) == ("land", f"{REPO}#0")


async def test_a_fault_of_ours_leaves_nothing_pending_that_the_order_planned_on_its_way(door):
    begun = plan(id="order-3-plan.0", batch="order-3-plan", state="running")
    made = plan(id="order-3-plan.1", batch="order-3-plan", state="planned", deployable=False)
    async with door.database.begin() as tx:
        for row in (begun, made):
            await plans.add(tx, row)
        await own_changes.begin(tx, made, base_branch="main")
    await report.broken(KeepOrder(repo=REPO, number=7, actor="bob", appointment="a"), "order-3")
    async with door.database.read() as tx:
        states = [each.state for each in await plans.of_batch(tx, "order-3-plan")]
        assert sorted(states) == ["failed", "planned"]
        assert await own_changes.pending(tx, [made.id]) == ()
