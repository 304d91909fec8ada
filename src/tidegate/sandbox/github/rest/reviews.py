"""Reviews of a pull request."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.reviews import dismiss_review, submit_review
from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.rest.call import Body, OnRepo, maybe_words, page, reply, words
from tidegate.sandbox.github.shapes.pulls import review

router = APIRouter(prefix="/repos/{owner}/{repo}/pulls/{number}/reviews")


@router.get("")
def list_reviews(call: OnRepo, number: int) -> Response:
    """Oldest first."""
    pull = call.pull(number)
    return page(call, pull.reviews, lambda each: review(call.world, call.repo, pull, each))


@router.post("")
def create_review(call: OnRepo, number: int, body: Body) -> Response:
    pull = call.pull(number)
    made = submit_review(
        call.world,
        call.repo,
        pull,
        call.actor,
        event=maybe_words(body, "event") or "",
        body=maybe_words(body, "body") or "",
        commit=maybe_words(body, "commit_id"),
    )
    return reply(review(call.world, call.repo, pull, made))


@router.put("/{review_id}/dismissals")
def dismiss(call: OnRepo, number: int, review_id: int, body: Body) -> Response:
    because = words(body, "message")
    pull = call.pull(number)
    given = next((each for each in pull.reviews if each.id == review_id), None)
    if given is None:
        raise not_found()
    dismiss_review(call.world, call.repo, pull, given, call.actor, because)
    return reply(review(call.world, call.repo, pull, given))
