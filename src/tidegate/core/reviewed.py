"""Whether what a merged change brought was approved by somebody other than its author."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.changes import Change, Review


def reviewed_for(login: str, change: Change, reviews: Iterable[Review]) -> bool:
    """Whether somebody other than its author and `login` had approved what was merged: nobody reviews their own."""
    return approved_by_another(change, (each for each in reviews if each.login.lower() != login.lower()))


def approved_by_another(change: Change, reviews: Iterable[Review]) -> bool:
    """Whether some person other than the author had approved what was merged, before it was.

    An approval of an earlier commit, or one given after the merge, says nothing about what was merged. A later change
    request by the same person cancels an approval; a later comment does not.

    Args:
        change: One that is merged; of others this says no.
        reviews: Its reviews, oldest first.
    """
    opinions: dict[str, bool] = {}
    for review in reviews:
        if review.human and review.verdict != "commented":
            seen = review.commit == change.head_sha and change.merged_at is not None and review.at <= change.merged_at
            opinions[review.login.lower()] = review.verdict == "approved" and seen
    return any(approved and login != change.author.lower() for login, approved in opinions.items())
