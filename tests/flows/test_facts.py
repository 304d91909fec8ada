from dataclasses import replace

from support.decisions import NOON, review
from support.values import CHANGE, later
from tidegate.core.known import Unknown
from tidegate.flows.facts import before_merge


def test_what_was_said_after_the_merge_is_not_heard_for_it():
    early, late = replace(review("bob"), at=NOON), replace(review("carol"), at=later(1))
    merged = replace(CHANGE, state="merged", merged_at=NOON)
    assert before_merge((early, late), merged) == (early,)
    assert before_merge((early, late), CHANGE) == (early, late)


def test_reviews_that_could_not_be_read_stay_unknown():
    unknown = Unknown(unknown_because="the forge is away")
    assert before_merge(unknown, replace(CHANGE, merged_at=NOON)) is unknown
