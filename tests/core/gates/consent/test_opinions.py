from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.consents import said
from support.decisions import review
from tidegate.core.gates.consent.opinions import latest_opinions, opinions_about


def opinion(*reviews, statements=(), environment="staging"):
    """Login → what they say."""
    return {one.person.lower(): one.says for one in opinions_about(environment, reviews, statements)}


def dismissed(login, was, by, at=10):
    return replace(review(login, "dismissed", at=at), was=was, dismissed_by=by)


@pytest.mark.parametrize(
    ("verdict", "says"), [("approved", {"bob": "yes"}), ("changes_requested", {"bob": "no"}), ("commented", {})]
)
def test_what_a_review_says(verdict, says):
    assert opinion(review("bob", verdict)) == says


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("approve", {"bob": "yes"}),
        ("reject", {"bob": "no"}),
        ("revoke", {"bob": "withdrawn"}),
        ("justify", {}),
        ("check", {}),
        ("waive", {}),
        ("review", {}),
    ],
)
def test_what_a_statement_says(word, says):
    assert opinion(statements=[said("bob", word)]) == says


@pytest.mark.parametrize(
    ("was", "by", "says"),
    [
        ("approved", "carol", "withdrawn"),
        ("approved", None, "withdrawn"),
        ("changes_requested", "bob", "withdrawn"),
        ("changes_requested", "BOB", "withdrawn"),
        ("changes_requested", "carol", "no"),
        ("changes_requested", None, "no"),
        (None, "bob", "withdrawn"),
        (None, "carol", "untold"),
        (None, None, "untold"),
    ],
)
def test_only_the_person_themself_lifts_an_objection(was, by, says):
    assert opinion(dismissed("bob", was, by)) == {"bob": says}


def test_one_person_has_one_opinion_across_surfaces_and_spellings():
    assert opinion(review("bob", at=1), statements=[said("BOB", "reject", at=2)]) == {"bob": "no"}
    assert opinion(review("bob", "changes_requested", at=3), statements=[said("Bob", "approve", at=2)]) == {"bob": "no"}


def test_a_statement_about_one_environment_says_nothing_about_another():
    about_prod = [said("bob", "approve", environment="prod")]
    assert opinion(statements=about_prod) == {}
    assert opinion(statements=about_prod, environment="prod") == {"bob": "yes"}
    assert opinion(statements=[said("bob", "approve", environment=None)]) == {"bob": "yes"}


def test_an_objection_on_the_forge_is_lifted_where_its_author_says_so_and_stays_elsewhere():
    objection, lifted = review("bob", "changes_requested", at=1), [said("bob", "revoke", at=2, environment="staging")]
    assert opinion(objection, statements=lifted) == {"bob": "withdrawn"}
    assert opinion(objection, statements=lifted, environment="prod") == {"bob": "no"}


def test_lifting_an_objection_does_not_revive_an_older_approval():
    assert opinion(review("bob", at=1), dismissed("bob", "changes_requested", "bob", at=2)) == {"bob": "withdrawn"}
    revoked = [said("bob", "reject", at=2), said("bob", "revoke", at=3)]
    assert opinion(review("bob", at=1), statements=revoked) == {"bob": "withdrawn"}


def test_somebody_who_approves_after_an_objection_of_theirs_was_dismissed_by_another_approves():
    assert opinion(dismissed("bob", "changes_requested", "carol", at=1), review("bob", at=2)) == {"bob": "yes"}


def test_of_two_in_one_second_the_stricter_holds_whatever_the_order():
    yes, no = review("bob", at=1), review("bob", "changes_requested", at=1)
    assert opinion(yes, no) == opinion(no, yes) == {"bob": "no"}


def test_the_newest_reviews_as_the_forge_has_them():
    (only,) = latest_opinions((review("bob", at=1), review("BOB", "dismissed", at=2), review("bob", "commented", at=3)))
    assert only.verdict == "dismissed"


_EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["bob", "carol"]),
        st.integers(0, 3),
        st.sampled_from(["approved", "changes_requested", "commented", "approve", "reject", "revoke", "justify"]),
    ),
    max_size=4,
)


@given(_EVENTS)
def test_only_time_orders_what_was_said(events):
    statements = [said(who, what, at=at) for who, at, what in events if what in {"approve", "reject", "revoke"}]
    reviews = [
        review(who, what, at=at) for who, at, what in events if what not in {"approve", "reject", "revoke", "justify"}
    ]
    first = opinion(*reviews, statements=statements)
    assert all(
        opinion(*some, statements=others) == first
        for some in permutations(reviews)
        for others in permutations(statements)
    )
