"""A branch moves: pull requests follow, the activity remembers who moved it, hooks are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tidegate.sandbox.github.acts.reviews import dismiss_stale
from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.events import deletion_event, pull_event, push_event
from tidegate.sandbox.github.git.values import NOTHING, Unresolved
from tidegate.sandbox.github.git.write import write_files
from tidegate.sandbox.github.records import Activity, ActivityKind, Merge, Pull, Repo

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

_HEADS = "refs/heads/"


def commit(world: World, repo: Repo, branch: str, files: Mapping[str, str | None], *, author: str, message: str) -> str:
    """Commit files to a branch, which is made from the default branch when it is not there; a push by `author`.

    `files` is path → text; None removes the file. Gives the new head.
    """
    parent = tip_or_none(world, repo, branch) or tip_or_none(world, repo, repo.default_branch)
    content = {path: None if text is None else text.encode() for path, text in files.items()}
    sha = write_files(world.git(repo), parent, content, message, world.signature(author))
    advance(world, repo, branch, sha, author)
    return sha


def advance(world: World, repo: Repo, branch: str, sha: str, actor: str, kind: ActivityKind = "push") -> None:
    """Move a branch, or make it, and let everything follow."""
    before = tip_or_none(world, repo, branch) or NOTHING
    world.git(repo).set_ref(_HEADS + branch, sha)
    moved(world, repo, branch, before, sha, actor, kind)


def moved(
    world: World, repo: Repo, branch: str, before: str, after: str, actor: str, kind: ActivityKind = "push"
) -> None:
    """What follows when a branch has moved; `NOTHING` stands for a branch that was not there or is gone."""
    repo.updated_at = world.now()
    seen = _kind(world, repo, before, after, kind)
    repo.activities.append(
        Activity(
            id=world.new_id(),
            actor=actor,
            ref=_HEADS + branch,
            before=before,
            after=after,
            kind=seen,
            at=repo.updated_at,
        )
    )
    push_event(world, repo, _HEADS + branch, before, after, actor)
    if after == NOTHING:
        deletion_event(world, repo, branch, actor)
    _follow(world, repo, branch, after, actor)


def refused_branches(world: World, repo: Repo, actor: str) -> tuple[str, ...]:
    """Protected branches this person may not push to directly.

    Modelled on GitHub, "About protected branches": administrators may unless they are included. A push of a commit
    whose required checks have all passed already would be let in by GitHub; here it is refused.
    """
    admin = world.may(repo, actor, "admin")
    return tuple(
        name
        for name, rule in repo.protections.items()
        if (rule.required_reviews is not None or rule.required_checks) and (rule.enforce_admins or not admin)
    )


def require_unprotected(world: World, repo: Repo, branch: str, actor: str) -> None:
    """Refuse a direct commit to a protected branch, as GitHub's contents interface does.

    Raises:
        Refusal: 409.
    """
    if branch in refused_branches(world, repo, actor):
        raise Refusal(409, "Could not create file: Changes must be made through a pull request.")


def tip_or_none(world: World, repo: Repo, branch: str) -> str | None:
    try:
        return world.git(repo).tip(branch)
    except Unresolved:
        return None


def point_pull_ref(world: World, repo: Repo, pull: Pull) -> None:
    world.git(repo).set_ref(f"refs/pull/{pull.number}/head", pull.head_sha)


def _kind(world: World, repo: Repo, before: str, after: str, kind: ActivityKind) -> ActivityKind:
    if before == NOTHING:
        return "branch_creation"
    if after == NOTHING:
        return "branch_deletion"
    return kind if world.git(repo).contains(after, before) else "force_push"


def _follow(world: World, repo: Repo, branch: str, after: str, actor: str) -> None:
    """Let the pull requests from and to a branch follow, those from a fork in the repository it was forked from."""
    home = repo if repo.parent is None else world.repo(repo.parent)
    for pull in [pull for pull in home.pulls.values() if pull.is_open and pull.head == branch]:
        if world.head_repo(home, pull) is repo:
            _head_followed(world, home, pull, after, actor)
    for pull in [pull for pull in repo.pulls.values() if pull.is_open and pull.base == branch]:
        _base_followed(world, repo, pull, after, actor)


def _head_followed(world: World, repo: Repo, pull: Pull, after: str, actor: str) -> None:
    pull.updated_at = world.now()
    if after == NOTHING:
        _close(world, repo, pull, actor)
        return
    source = world.head_repo(repo, pull)
    if source is not repo:
        world.git(repo).take(world.git(source), _HEADS + pull.head)
    _head_moved(world, repo, pull, after, actor)


def _base_followed(world: World, repo: Repo, pull: Pull, after: str, actor: str) -> None:
    pull.updated_at = world.now()
    if after == NOTHING:
        _close(world, repo, pull, actor)
    elif world.git(repo).contains(after, pull.head_sha):
        # GitHub: a pull request whose commits reach its base in another way counts as merged.
        pull.merge = Merge(sha=after, by=actor, at=pull.updated_at)
        _close(world, repo, pull, actor)
    else:
        pull.base_sha = after


def _close(world: World, repo: Repo, pull: Pull, actor: str) -> None:
    """GitHub closes a pull request whose branch is deleted."""
    pull.closed_at = pull.updated_at
    pull_event(world, repo, pull, "closed", actor)


def _head_moved(world: World, repo: Repo, pull: Pull, after: str, actor: str) -> None:
    before, pull.head_sha = pull.head_sha, after
    if not world.faults.happens("stale_pull_ref"):
        point_pull_ref(world, repo, pull)
    protection = repo.protections.get(pull.base)
    if protection is not None and protection.dismiss_stale_reviews:
        dismiss_stale(world, pull, actor)
    pull_event(world, repo, pull, "synchronize", actor, before=before, after=after)
