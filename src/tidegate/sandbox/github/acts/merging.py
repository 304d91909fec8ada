"""Merging a pull request: a merge commit, one squashed commit, or its commits replayed on the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tidegate.sandbox.github.acts.mergeability import obstacles
from tidegate.sandbox.github.acts.pushes import advance
from tidegate.sandbox.github.errors import Refusal, forbidden
from tidegate.sandbox.github.events import pull_event
from tidegate.sandbox.github.git.values import Conflict
from tidegate.sandbox.github.git.write import replay, write_commit
from tidegate.sandbox.github.records import Merge, MergeMethod, Pull, Repo

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

METHODS: tuple[MergeMethod, ...] = get_args(MergeMethod)
# Modelled: what GitHub calls each way when a repository does not allow it.
_CALLED = {"merge": "Merge commits", "squash": "Squash merges", "rebase": "Rebase merges"}


def merge_pull(
    world: World, repo: Repo, pull: Pull, actor: str, *, method: str, sha: str | None = None, message: str | None = None
) -> str:
    """Merge; gives the commit the base is at now.

    `sha` is the head that was looked at, None takes any; `message` replaces the usual message of the commit.

    Raises:
        Refusal: 403: no write access. 405: it cannot be merged, with the reason. 409: the head is another one.
    """
    refusal = hindrance(world, repo, pull, actor, method, sha)
    if refusal is not None:
        raise refusal
    try:
        made = _made(world, repo, pull, actor, method, message)
    except Conflict:
        raise Refusal(405, "Pull Request is not mergeable") from None
    pull.merge = Merge(sha=made, by=actor, at=world.now())
    pull.closed_at = pull.updated_at = pull.merge.at
    if method != "rebase":
        # GitHub signs what it makes itself; commits of a rebase stay those of their authors.
        repo.signed.add(made)
    advance(world, repo, pull.base, made, actor, "pr_merge")
    pull_event(world, repo, pull, "closed", actor)
    return made


def hindrance(
    world: World, repo: Repo, pull: Pull, actor: str, method: str = "merge", sha: str | None = None
) -> Refusal | None:
    """Why somebody cannot merge, conflicts left aside; None when they can."""
    if not world.may(repo, actor, "write"):
        return forbidden("Must have write access to the repository to merge.")
    if method not in METHODS:
        return Refusal(422, f"{method} is not one of {', '.join(METHODS)}")
    return _unready(pull, sha) or _unwelcome(world, repo, pull, actor, method)


def _unready(pull: Pull, sha: str | None) -> Refusal | None:
    if not pull.is_open:
        return Refusal(405, "Pull Request is not mergeable")
    if pull.draft:
        return Refusal(405, "Pull Request is still a draft")
    if sha is not None and sha != pull.head_sha:
        return Refusal(409, "Head branch was modified. Review and try the merge again.")
    return None


def _unwelcome(world: World, repo: Repo, pull: Pull, actor: str, method: str) -> Refusal | None:
    if method not in repo.methods:
        return Refusal(405, f"{_CALLED[method]} are not allowed on this repository.")
    missing = obstacles(world, repo, pull)
    return Refusal(405, " ".join(missing)) if missing and not _bypasses(world, repo, pull, actor) else None


def _bypasses(world: World, repo: Repo, pull: Pull, actor: str) -> bool:
    """GitHub: administrators may merge past protection that does not include them."""
    return world.may(repo, actor, "admin") and not repo.protections[pull.base].enforce_admins


def _made(world: World, repo: Repo, pull: Pull, actor: str, method: str, message: str | None) -> str:
    git, who = world.git(repo), world.signature(actor)
    base, head = git.tip(pull.base), pull.head_sha
    if method == "rebase":
        tip = base
        for commit in git.commits(head, base):
            if len(commit.parents) == 1:
                tip = replay(git, commit, tip, who)
        return tip
    tree = git.merge_tree(base, head)
    if method == "squash":
        listed = "\n\n".join(f"* {commit.message}" for commit in git.commits(head, base))
        usual = f"{pull.title} (#{pull.number})\n\n{listed}"
        return write_commit(git, tree, (base,), message or usual, world.signature(pull.author))
    usual = f"Merge pull request #{pull.number} from {world.head_repo(repo, pull).owner}/{pull.head}\n\n{pull.title}"
    return write_commit(git, tree, (base, head), message or usual, who)
