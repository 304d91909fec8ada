"""Where something is said: on a pull request, or on the commit of a push."""

from __future__ import annotations

from tidegate.core.changes import PostedComment
from tidegate.flows.outside import outside
from tidegate.store import changes


async def write(repo: str, number: int, body: str, *, marker: str, sha: str = "") -> PostedComment:
    """Write a comment, or edit ours with the same marker. `sha` is the commit of what has no number yet.

    Raises:
        ForgeError: The forge did not take it.
    """
    forge = outside().forge
    if number > 0:
        return await forge.comment(repo, number, body, marker=marker)
    return await forge.comment_on_commit(repo, sha or await _commit(repo, number), body, marker=marker)


async def _commit(repo: str, number: int) -> str:
    async with outside().database.read() as tx:
        found = await changes.find(tx, repo, number)
    if found is None:
        raise LookupError(f"there is no push {number} of {repo}")
    return found.head_sha
