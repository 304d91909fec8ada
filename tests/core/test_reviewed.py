"""Which merges somebody else had reviewed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from support.decisions import CHANGE, HEAD, MINUTE, OLD
from support.decisions import review as said
from tidegate.core.reviewed import approved_by_another, reviewed_for

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MERGED = replace(CHANGE, state="merged", merged_at=NINE)


def review(login, verdict="approved", *, at=NINE - MINUTE, **changed):
    return replace(said(login, verdict, **changed), at=at)


@pytest.mark.parametrize(
    ("reviews", "is_reviewed"),
    [
        ([], False),
        ([review("bob")], True),
        ([review("bob", at=NINE)], True),
        ([review("alice")], False),
        ([review("Alice")], False),
        ([review("helper[bot]", human=False)], False),
        ([review("bob"), review("bob", "commented")], True),
        ([review("bob"), review("bob", "changes_requested")], False),
        ([review("bob", "dismissed")], False),
        ([review("bob", commit=OLD)], False),
        ([review("bob", at=NINE + MINUTE)], False),
    ],
)
def test_only_another_persons_standing_approval_makes_it_reviewed(reviews, is_reviewed):
    assert approved_by_another(MERGED, reviews) is is_reviewed


def test_what_is_not_merged_was_not_reviewed_before_its_merge():
    assert not approved_by_another(CHANGE, [review("bob", commit=HEAD)])


def test_nobody_reviews_what_they_have_a_part_in():
    assert reviewed_for("carol", MERGED, [review("bob")])
    assert not reviewed_for("Bob", MERGED, [review("bob")])
    assert reviewed_for("bob", MERGED, [review("bob"), review("carol")])
