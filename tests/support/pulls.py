"""Branches and pull requests of the sample repository, for tests of what the server reads of them."""

from support.sandbox import Sandbox
from tidegate.sandbox.github.acme import REPO


def branch_off(forge: Sandbox, name: str, start: str) -> None:
    """A branch that begins where another one is."""
    sha = forge.must("kim-lead", "GET", f"/repos/{REPO}/git/ref/heads/{start}")["object"]["sha"]
    forge.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", {"ref": f"refs/heads/{name}", "sha": sha})


def opened(forge: Sandbox, head: str, base: str, by: str = "alice") -> int:
    """The number of a new pull request."""
    wanted = {"title": f"{head} into {base}", "head": head, "base": base, "body": "Why"}
    number: int = forge.must(by, "POST", f"/repos/{REPO}/pulls", wanted)["number"]
    return number


def merged(forge: Sandbox, number: int, *, by: str = "kim-lead", approved_by: str | None = None) -> str:
    """The commit a pull request is merged as, by a merge commit."""
    if approved_by:
        review = {"event": "APPROVE", "body": "looked"}
        forge.must(approved_by, "POST", f"/repos/{REPO}/pulls/{number}/reviews", review)
    sha: str = forge.must(by, "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": "merge"})["sha"]
    return sha
