"""Reviewing a pull request, and dismissing a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidegate.sandbox.github.acts.talk import check_length
from tidegate.sandbox.github.errors import Refusal, forbidden
from tidegate.sandbox.github.events import review_event
from tidegate.sandbox.github.records import Dismissal, Pull, Repo, Review, Verdict

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

_VERDICTS: dict[str, Verdict] = {
    "APPROVE": "APPROVED",
    "REQUEST_CHANGES": "CHANGES_REQUESTED",
    "COMMENT": "COMMENTED",
}
# Modelled: GitHub's own words for a review of one's own work.
_OWN = {
    "APPROVE": "Can not approve your own pull request",
    "REQUEST_CHANGES": "Can not request changes on your own pull request",
}


def submit_review(
    world: World, repo: Repo, pull: Pull, actor: str, *, event: str, body: str, commit: str | None = None
) -> Review:
    """Review a pull request: `APPROVE`, `REQUEST_CHANGES` or `COMMENT`, on its head unless a commit is named.

    Raises:
        Refusal: 422: one's own pull request, no words where words are needed, or an unknown event.
    """
    if event not in _VERDICTS:
        raise _unprocessable(f"{event or 'no event'} is not one of {', '.join(_VERDICTS)}")
    if actor == pull.author and event in _OWN:
        raise _unprocessable(_OWN[event])
    if event != "APPROVE" and not body.strip():
        raise _unprocessable("Pull request review body can't be blank")
    check_length(body, "PullRequestReview")
    made = Review(
        id=world.new_id(),
        author=actor,
        verdict=_VERDICTS[event],
        body=body,
        commit=commit or pull.head_sha,
        at=world.now(),
    )
    pull.reviews.append(made)
    pull.updated_at = made.at
    if actor in pull.reviewers:
        pull.reviewers.remove(actor)
    review_event(world, repo, pull, made, "submitted", actor)
    return made


def dismiss_review(world: World, repo: Repo, pull: Pull, given: Review, actor: str, because: str) -> None:
    """Take a verdict away from a review.

    Raises:
        Refusal: 403: no write access. 422: it is no verdict.
    """
    if not world.may(repo, actor, "write"):
        raise forbidden("Must have write access to the repository.")
    if given.verdict not in ("APPROVED", "CHANGES_REQUESTED"):
        raise _unprocessable(f"Can not dismiss a {given.verdict.lower()} pull request review")
    _take_verdict(world, pull, given, actor, because)
    review_event(world, repo, pull, given, "dismissed", actor)


def dismiss_stale(world: World, pull: Pull, actor: str) -> None:
    """Take every approval away because the head has moved; GitHub says that a push did it, by whoever pushed."""
    for given in pull.reviews:
        if given.verdict == "APPROVED":
            _take_verdict(world, pull, given, actor, None, commit=pull.head_sha)


def _take_verdict(
    world: World, pull: Pull, given: Review, actor: str, because: str | None, commit: str | None = None
) -> None:
    """Dismiss a review, and remember who did it and what it had said."""
    pull.updated_at = world.now()
    pull.dismissals.append(
        Dismissal(
            id=world.new_id(),
            review=given.id,
            by=actor,
            was=given.verdict,
            message=because,
            at=pull.updated_at,
            commit=commit,
        )
    )
    given.verdict = "DISMISSED"


def _unprocessable(words: str) -> Refusal:
    return Refusal(422, "Unprocessable Entity", errors=[words])
