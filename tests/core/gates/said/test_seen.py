from __future__ import annotations

from datetime import timedelta

import pytest

from support.decisions import HEAD, MINUTE, NOON, OLD, push
from tidegate.core.gates.facts import Posting
from tidegate.core.gates.said.seen import head_seen, plans_seen


def shown(project: str, digest: str, minute: int, environment: str = "staging") -> Posting:
    at = NOON + minute * MINUTE
    return Posting(project=project, environment=environment, commit=HEAD, digest=digest, at=at)


POSTINGS = (shown("a", "a2", 6), shown("a", "a1", 2), shown("b", "b1", 4), shown("p", "p1", 4, "prod"))


@pytest.mark.parametrize(
    ("minute", "environment", "seen"),
    [
        (1, "staging", {}),
        (2, "staging", {"a": "a1"}),
        (5, "staging", {"a": "a1", "b": "b1"}),
        (6, "staging", {"a": "a2", "b": "b1"}),
        (6, "prod", {"p": "p1"}),
        (6, None, {"a": "a2", "b": "b1", "p": "p1"}),
        (6, "dev", {}),
    ],
)
def test_of_each_project_the_newest_plan_shown_until_then_was_seen(minute, environment, seen) -> None:
    assert plans_seen(NOON + minute * MINUTE, environment, POSTINGS) == seen


def test_a_plan_shown_in_the_same_second_was_seen_and_one_a_second_later_was_not() -> None:
    at = NOON + 2 * MINUTE
    assert plans_seen(at, "staging", POSTINGS) == {"a": "a1"}
    assert plans_seen(at - timedelta(seconds=1), "staging", POSTINGS) == {}


def test_the_head_somebody_saw_is_the_one_before_what_was_pushed_since() -> None:
    pushes = (push("alice"),)  # At noon, from OLD to HEAD.
    assert head_seen(NOON, HEAD, pushes) == HEAD
    assert head_seen(NOON - MINUTE, HEAD, pushes) == OLD
    assert head_seen(NOON - MINUTE, HEAD, ()) == HEAD
