"""Writing one file to a branch through the interface or a page: a commit and a push."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidegate.sandbox.github.acts.pushes import advance, require_unprotected, tip_or_none
from tidegate.sandbox.github.errors import Refusal, forbidden, not_supplied
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.git.write import write_files
from tidegate.sandbox.github.records import Repo

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World


def put_file(
    world: World, repo: Repo, actor: str, *, branch: str, path: str, content: bytes, message: str, known: str | None
) -> tuple[str, bool]:
    """Write a file; gives the commit, and whether the file is new.

    `known` is the blob the caller believes to be there; None for a new file.

    Raises:
        Refusal: 403: no write access. 404: no such branch. 409: another blob is there, or the branch is protected.
            422: the blob that is there was not named.
    """
    if not world.may(repo, actor, "write"):
        raise forbidden("Must have push access to the repository.")
    tip = tip_or_none(world, repo, branch)
    if tip is None and world.git(repo).branches():
        raise Refusal(404, f"Branch {branch} not found")
    require_unprotected(world, repo, branch, actor)
    there = _blob(world, repo, tip, path)
    if there and known is None:
        raise not_supplied("sha")
    if there != known:
        raise Refusal(409, f"{path} does not match {known}")
    sha = write_files(world.git(repo), tip, {path: content}, message, world.signature(actor))
    advance(world, repo, branch, sha, actor)
    return sha, there is None


def _blob(world: World, repo: Repo, tip: str | None, path: str) -> str | None:
    try:
        return world.git(repo).entry(tip, path).sha if tip else None
    except Unresolved:
        return None
