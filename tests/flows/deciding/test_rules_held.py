import pytest

from support.values import REPO
from tidegate.flows.deciding.rules_held import hold
from tidegate.store import decisions

RULES = """
version: 1
governance: {owners: [lead]}
people:
  lead:   {github: [kim-lead]}
  senior: {github: ["@acme/senior-developers"]}
environments:
  prod:
    branch: main
    apply: {allow: [senior]}
"""
LOOSER = RULES.replace("allow: [senior]", "allow: [senior, lead]")


@pytest.fixture
def forge(forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": RULES})
    return forge_of_acme


def pulled(forge, files):
    forge.commit("topic", files)
    pull = {"title": "A", "head": "topic", "base": "main", "body": ""}
    return forge.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]


def approve(forge, login, number):
    forge.must(login, "POST", f"/repos/{REPO}/pulls/{number}/reviews", {"event": "APPROVE"})


async def shown(forge, number, batch):
    """What the status of the head says after it was decided once more."""
    await hold(REPO, number, batch)
    head = forge.must("alice", "GET", f"/repos/{REPO}/pulls/{number}")["head"]["sha"]
    found = forge.must("alice", "GET", f"/repos/{REPO}/commits/{head}/status")["statuses"]
    return next(((one["state"], one["description"]) for one in found if one["context"] == "atlantis/rules"), None)


async def kept(door):
    async with door.database.read() as tx:
        return [(line.action, line.environment, line.allowed) for line in await decisions.lines(tx, limit=10)]


async def test_an_edit_of_the_rules_waits_for_an_owner_at_every_head(door, forge):
    number = pulled(forge, {"tidegate.yaml": LOOSER})
    waits = ("pending", "Ask somebody in lead to review the current head and approve it")
    assert await shown(forge, number, "b1") == waits
    approve(forge, "bob", number)
    assert await shown(forge, number, "b2") == waits
    approve(forge, "kim-lead", number)
    state, said = await shown(forge, number, "b3")
    assert state == "success"
    assert said.startswith("@kim-lead approved the edit of `tidegate.yaml`")
    forge.commit("topic", {"tidegate.yaml": f"{LOOSER}# once more\n"})
    assert await shown(forge, number, "b4") == waits
    assert sorted(await kept(door)) == [
        ("rules", None, False),
        ("rules", None, False),
        ("rules", None, False),
        ("rules", None, True),
    ]


async def test_whoever_pushed_to_it_does_not_approve_it(door, forge):
    number = pulled(forge, {"tidegate.yaml": LOOSER})
    forge.commit("topic", {"tidegate.yaml": f"{LOOSER}# better\n"}, author="kim-lead")
    approve(forge, "kim-lead", number)
    assert (await shown(forge, number, "b1"))[0] == "pending"


@pytest.mark.parametrize("path", ["atlantis.yaml", ".github/CODEOWNERS"])
async def test_other_files_that_rule_are_held_too(door, forge, path):
    assert (await shown(forge, pulled(forge, {path: "version: 3\n"}), "b1"))[0] == "pending"


async def test_a_change_that_edits_no_rules_is_green_and_leaves_no_decision(door, forge):
    assert await shown(forge, pulled(forge, {"a.tf": ""}), "b1") == ("success", "This change leaves the rules alone.")
    assert await kept(door) == []


async def test_a_change_that_edits_none_turns_no_other_of_its_head_green(door, forge):
    forge.commit("wide", {"tidegate.yaml": LOOSER})
    number = pulled(forge, {"tidegate.yaml": LOOSER})  # The very commit that `wide` is at.
    forge.commit("topic", {"a.tf": ""})
    pull = {"title": "B", "head": "topic", "base": "wide", "body": ""}
    beside = forge.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    waits = ("pending", "Ask somebody in lead to review the current head and approve it")
    assert await shown(forge, number, "b1") == waits
    assert await shown(forge, beside, "b2") == waits
    forge.must("alice", "PATCH", f"/repos/{REPO}/pulls/{number}", {"state": "closed"})
    assert (await shown(forge, beside, "b3"))[0] == "success"


async def test_while_the_rules_cannot_be_used_every_change_waits(door, forge):
    forge.commit("main", {"tidegate.yaml": "version: 2\n"})
    state, said = await shown(forge, pulled(forge, {"a.tf": ""}), "b1")
    assert (state, said) == ("pending", "Ask whoever administers the repository to merge what mends the file")


async def test_without_rules_nothing_is_shown(door, forge_of_acme):
    forge_of_acme.commit("main", {"README.md": ""})
    assert await shown(forge_of_acme, pulled(forge_of_acme, {"tidegate.yaml": RULES}), "b1") is None


async def test_where_nothing_is_applied_whoever_wrote_an_edit_does_not_approve_it_either(door, forge_of_acme):
    planned = RULES.replace("branch: main", "branch: develop").replace("apply: {allow: [senior]}", "apply: disabled")
    forge_of_acme.commit("main", {"tidegate.yaml": planned})
    sha = forge_of_acme.commit("mine", {"tidegate.yaml": f"{planned}# mine\n"}, author="kim-lead", signed=True)
    forge_of_acme.must("alice", "POST", f"/repos/{REPO}/git/refs", {"ref": "refs/heads/topic", "sha": sha})
    pull = {"title": "A", "head": "topic", "base": "main", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    approve(forge_of_acme, "kim-lead", number)
    assert (await shown(forge_of_acme, number, "b1"))[0] == "pending"
