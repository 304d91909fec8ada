from dataclasses import replace

from support.decisions import NOON, review
from support.values import CHANGE, REPO, later
from tidegate.core.known import Unknown
from tidegate.flows.facts import before_merge, for_apply
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


async def asked(door, change, environment):
    """What the forge is asked for a decision, as the last part of each address."""
    send, paths = door.forge._rest._send, []

    async def noted(scope, method, path, **more):
        paths.append(path.rpartition("/")[2])
        return await send(scope, method, path, **more)

    door.forge._rest._send = noted
    rules = await rules_at(change, change.head_sha)
    paths.clear()
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
