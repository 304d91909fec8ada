from contextlib import asynccontextmanager
from dataclasses import replace

from support.counting import git_runs, queries
from support.decisions import NOON, review
from support.values import CHANGE, CONTENT, REPO, STAGING, later, plan
from tidegate.core.gates.facts import Authorship
from tidegate.core.known import NOT_ASKED, Unknown
from tidegate.flows.facts.gathering import before_merge, for_apply, in_environment, of_change
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import rules_at


def test_what_was_said_after_the_merge_is_not_heard_for_it():
    early, late = replace(review("bob"), at=NOON), replace(review("carol"), at=later(1))
    merged = replace(CHANGE, state="merged", merged_at=NOON)
    assert before_merge((early, late), merged) == (early,)
    assert before_merge((early, late), CHANGE) == (early, late)


def test_reviews_that_could_not_be_read_stay_unknown():
    unknown = Unknown(unknown_because="the forge is away")
    assert before_merge(unknown, replace(CHANGE, merged_at=NOON)) is unknown


GOVERNANCE = """
version: 1
governance: {owners: [developer]}
people:
  developer: {github: ["@acme/developers"]}
environments:
  prod:
    branch: main
    plan: {allow: [developer]}
    apply: {allow: [developer], approvals: {count: 1}}
"""


@asynccontextmanager
async def noted(door):
    """What the forge is asked meanwhile, as the last part of each address."""
    send, paths = door.forge._rest._send, []

    async def sent(scope, method, path, **more):
        paths.append(path.rpartition("/")[2])
        return await send(scope, method, path, **more)

    door.forge._rest._send = sent
    yield paths
    door.forge._rest._send = send


async def asked(door, change, environment):
    """What the forge is asked for a decision."""
    rules = await rules_at(change, change.head_sha)
    async with noted(door) as paths:
        await for_apply("alice", change, environment, (), rules, asking="order-1")
    return sorted(paths)


async def pulled(door, forge):
    forge.commit("feature", {"a.tf": ""})
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    change = await door.forge.change(REPO, number)
    await fetch(change)
    await door.forge.own_login()
    return change


async def test_as_with_atlantis_the_forge_is_asked_for_reviews_and_pushes_alone(door, forge_of_acme):
    forge_of_acme.commit("main", {"README.md": ""})
    change = await pulled(door, forge_of_acme)
    assert await asked(door, change, None) == ["activity", "reviews"]


async def test_for_a_governed_decision_each_thing_is_asked_once(door, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE})
    change = await pulled(door, forge_of_acme)
    assert await asked(door, change, "prod") == ["activity", "alice", "commits", "files", "main", "reviews"]


THREE = GOVERNANCE.replace(
    "  prod:\n",
    """  dev: {branch: develop, plan: {allow: [developer]}, apply: {allow: [developer]}}
  staging: {branch: staging, plan: {allow: [developer]}, apply: {allow: [developer]}}
  prod:
""",
)


def planned(change, environment, *requirements):
    project = replace(
        STAGING, dir=f"environments/{environment}", name=environment or "loose", apply_requirements=requirements
    )
    made = {"state": "planned", "content": CONTENT, "head_sha": change.head_sha, "number": change.number}
    return (plan(id=f"order-1.{environment}", project=project, environment=environment, **made),)


async def gathered(change, rules, plans):
    """Facts of each environment, of the change once for all."""
    known = await of_change("alice", change, plans, rules)
    return {name: await in_environment(known, name, mine, asking="order-1") for name, mine in plans.items()}


async def test_the_facts_of_an_environment_are_the_same_whatever_is_asked_besides(door, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": THREE})
    change = await pulled(door, forge_of_acme)
    rules = await rules_at(change, change.head_sha)
    plans = {name: planned(change, name) for name in ("dev", "staging")}
    plans |= {"prod": planned(change, "prod", "mergeable"), None: planned(change, None)}
    together = await gathered(change, rules, plans)
    for name, mine in plans.items():
        assert together[name] == await for_apply("alice", change, name, mine, rules, asking="order-1"), name
    assert together["prod"].merge_state is not NOT_ASKED is together["dev"].merge_state
    assert (together[None].authorship, together[None].governed_files) == (Authorship(), NOT_ASKED)
    assert together["dev"].governed_files == ()


async def test_the_forge_and_git_are_asked_as_often_for_many_environments_as_for_one(door, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": THREE})
    change = await pulled(door, forge_of_acme)
    rules = await rules_at(change, change.head_sha)
    plans = {name: planned(change, name, "mergeable") for name in ("prod", "staging", "dev")}
    await gathered(change, rules, plans)
    async with noted(door) as rarely:
        with git_runs() as few:
            await gathered(change, rules, {"prod": plans["prod"]})
    async with noted(door) as often:
        with git_runs() as many, queries(door.database) as sent:
            await gathered(change, rules, plans)
    assert (sorted(often), len(many)) == (sorted(rarely), len(few))
    assert sum("FROM statements" in words for words in sent) == 1
