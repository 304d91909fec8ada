"""Where something is said, with the stand-in forge."""

from support.values import REPO
from tidegate.flows.addressing import branch_as_change, pushed_change
from tidegate.flows.telling.speaking import write
from tidegate.store import changes


def said_of(forge, sha):
    return [said["body"].splitlines()[0] for said in forge.must("bob", "GET", f"/repos/{REPO}/commits/{sha}/comments")]


async def test_what_is_said_of_a_push_stands_on_its_commit(door, forge_of_acme):
    sha = forge_of_acme.commit("main", {"README.md": "infra\n"})
    push = pushed_change(branch_as_change(REPO, "main", sha, "bob"), -1, sha)
    async with door.database.begin() as tx:
        await changes.remember(tx, push, door.clock.now())
    await write(REPO, -1, "A plan", marker="plan:1")
    await write(REPO, -1, "Another plan", marker="plan:1")
    await write(REPO, 0, "Trouble", marker="order:1", sha=sha)
    assert said_of(forge_of_acme, sha) == ["Another plan", "Trouble"]
    assert push.url == f"{forge_of_acme.url}/{REPO}/commit/{sha}"
