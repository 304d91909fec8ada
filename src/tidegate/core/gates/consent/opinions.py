"""Opinions: the newest thing each person has said about an environment, on whatever surface they said it.

A review on the forge is about every environment of its change, a statement about the one it names. Nothing revives an
older opinion: somebody who lifts an objection has to consent anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tidegate.core.changes import Review
from tidegate.core.statements import Said, Statement

Says = Literal["yes", "withdrawn", "untold", "no"]
"""`untold`: a review was dismissed and the forge does not tell what it had said: it may have been an objection."""
_STRICTNESS: tuple[Says, ...] = ("yes", "withdrawn", "untold", "no")
_STATEMENTS: dict[Said, Says] = {"approve": "yes", "revoke": "withdrawn", "reject": "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one person thinks now.

    Attributes:
        source: Where they said it.
    """

    source: Review | Statement
    says: Says

    @property
    def person(self) -> str:
        """Their login as the forge writes it."""
        return self.source.login if isinstance(self.source, Review) else self.source.person

    @property
    def human(self) -> bool:
        """Statements are taken from people only."""
        return not isinstance(self.source, Review) or self.source.human

    @property
    def commit(self) -> str:
        """The head they looked at."""
        return self.source.commit if isinstance(self.source, Review) else self.source.head_sha

    @property
    def at(self) -> datetime:
        return self.source.at


def opinions_about(
    environment: str | None, reviews: Iterable[Review], statements: Iterable[Statement]
) -> tuple[Opinion, ...]:
    """The newest opinion of each person, ordered by login. A plain comment changes nothing.

    Of two in the same second the stricter holds: nobody can say which came later.
    """
    said: list[Review | Statement] = [
        *reviews,
        *(each for each in statements if each.environment in (None, environment)),
    ]
    newest: dict[str, Opinion] = {}
    for opinion in sorted(filter(None, map(_opinion, said)), key=_age):
        newest[opinion.person.lower()] = opinion
    return tuple(newest[login] for login in sorted(newest))


def latest_opinions(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The newest review of each person that says yes, no or withdrawn, as the forge has it; ordered by login."""
    told = opinions_about(None, reviews, ())
    return tuple(opinion.source for opinion in told if isinstance(opinion.source, Review))


def _age(opinion: Opinion) -> tuple[datetime, int, str]:
    return opinion.at, _STRICTNESS.index(opinion.says), opinion.source.id


def _opinion(source: Review | Statement) -> Opinion | None:
    says = _of_review(source) if isinstance(source, Review) else _STATEMENTS.get(source.said)
    return Opinion(source=source, says=says) if says else None


def _of_review(review: Review) -> Says | None:
    match review.verdict:
        case "approved":
            return "yes"
        case "changes_requested":
            return "no"
        case "dismissed":
            return _of_dismissed(review)
        case "commented":
            return None


def _of_dismissed(review: Review) -> Says:
    """Only the person themself lifts an objection; that nobody is named as having dismissed it lifts it neither."""
    by_themself = review.dismissed_by is not None and review.dismissed_by.lower() == review.login.lower()
    if review.was == "approved" or by_themself:
        return "withdrawn"
    return "untold" if review.was is None else "no"
