"""Whether a pull request can be merged, and what stands in the way: from real git, reviews and statuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tidegate.sandbox.github.git.values import Conflict
from tidegate.sandbox.github.records import Protection, Pull, Repo, Status, Verdict

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeAnswer:
    """GitHub's `mergeable` and `mergeable_state`."""

    mergeable: bool | None
    state: str


UNKNOWN = MergeAnswer(mergeable=None, state="unknown")


def read_answer(world: World, repo: Repo, pull: Pull) -> MergeAnswer:
    """The answer to a reader: unknown at the first read after a change, which only starts the computation.

    Modelled on GitHub, REST "Get a pull request": `mergeable` null means that it is being computed.
    """
    if pull.computed is None or pull.computed[:2] != (pull.base_sha, pull.head_sha):
        _compute(world, repo, pull)
        return UNKNOWN
    if world.faults.happens("mergeable_null"):
        return UNKNOWN
    return answer(world, repo, pull)


def answer(world: World, repo: Repo, pull: Pull) -> MergeAnswer:
    """The answer as it is, computed now when it must be."""
    if not pull.is_open:
        return UNKNOWN
    mergeable = _compute(world, repo, pull)
    return MergeAnswer(mergeable=mergeable, state=_state(world, repo, pull, mergeable=mergeable))


def obstacles(world: World, repo: Repo, pull: Pull) -> tuple[str, ...]:
    """What the base's protection still asks for, as sentences. GitHub: "About protected branches"."""
    protection = repo.protections.get(pull.base)
    if protection is None:
        return ()
    return (*_missing_reviews(world, repo, pull, protection), *_missing_checks(repo, pull, protection))


def latest_statuses(repo: Repo, sha: str) -> dict[str, Status]:
    """The newest status of each context of a commit."""
    return {status.context: status for status in repo.statuses if status.sha == sha}


def opinions(world: World, repo: Repo, pull: Pull) -> dict[str, Verdict]:
    """The latest opinion of each reviewer who may write; a later comment changes none."""
    return {
        review.author: review.verdict
        for review in pull.reviews
        if review.verdict != "COMMENTED" and world.may(repo, review.author, "write")
    }


def is_behind(world: World, repo: Repo, pull: Pull) -> bool:
    return not world.git(repo).contains(pull.head_sha, pull.base_sha)


def _compute(world: World, repo: Repo, pull: Pull) -> bool:
    if pull.computed is None or pull.computed[:2] != (pull.base_sha, pull.head_sha):
        pull.computed = (pull.base_sha, pull.head_sha, _merges(world, repo, pull))
    return pull.computed[2]


def _merges(world: World, repo: Repo, pull: Pull) -> bool:
    try:
        world.git(repo).merge_tree(pull.base_sha, pull.head_sha)
    except Conflict:
        return False
    return True


def _state(world: World, repo: Repo, pull: Pull, *, mergeable: bool) -> str:
    protection = repo.protections.get(pull.base)
    if not mergeable:
        return "dirty"
    if pull.draft:
        return "draft"
    if obstacles(world, repo, pull):
        return "blocked"
    if protection is not None and protection.strict and is_behind(world, repo, pull):
        return "behind"
    unsuccessful = any(status.state != "success" for status in latest_statuses(repo, pull.head_sha).values())
    return "unstable" if unsuccessful else "clean"


def _missing_reviews(world: World, repo: Repo, pull: Pull, protection: Protection) -> list[str]:
    if protection.required_reviews is None:
        return []
    verdicts = opinions(world, repo, pull)
    wanted, given = protection.required_reviews, list(verdicts.values()).count("APPROVED")
    reviews = "review is" if wanted == 1 else "reviews are"
    few = [f"At least {wanted} approving {reviews} required by reviewers with write access."] if given < wanted else []
    against = [f"Changes were requested by {login}." for login, said in verdicts.items() if said == "CHANGES_REQUESTED"]
    return [*few, *against]


def _missing_checks(repo: Repo, pull: Pull, protection: Protection) -> list[str]:
    given = latest_statuses(repo, pull.head_sha)
    said = {"pending": "is pending", "failure": "is failing", "error": "has an error"}
    return [
        f'Required status check "{name}" {said[given[name].state] if name in given else "is expected"}.'
        for name in protection.required_checks
        if name not in given or given[name].state != "success"
    ]
