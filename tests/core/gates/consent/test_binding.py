from dataclasses import replace

import pytest

from support.consents import said
from support.decisions import DIGEST, HEAD, NOON, OLD, PROJECT, facts, plan, posting, project, review
from tidegate.core.gates.consent.binding import kept_since, outdated, unbound
from tidegate.core.gates.consent.opinions import Opinion
from tidegate.core.gates.policy import ApplyRule
from tidegate.core.known import Unknown

CEILING = ApplyRule(sticky="within_ceiling")
MOVED = (project(plan=plan(digest="digest-2")),)


def why(source, rule=ApplyRule(), **changed):  # noqa: B008 - a frozen value
    return str(unbound(Opinion(source=source, says="yes"), facts(**changed), rule))


def test_a_review_after_the_plan_is_about_it():
    assert why(review("bob")) == ""
    assert why(review("bob", at=5)) == ""


def test_a_review_before_the_plan_is_code_approval_only():
    assert why(review("bob", at=4)) == "code approval only, no plan was shown for 1a2b3c4 before it"
    assert why(review("bob", commit=OLD)).startswith("code approval only")


def test_the_newest_plan_shown_before_a_review_is_the_one_it_is_about():
    other_first = (posting(at=5, digest="other"), posting(at=8))
    assert why(review("bob", at=7), postings=other_first) == "the plan of `staging-environment` has changed since"
    assert why(review("bob", at=8), postings=other_first) == ""
    assert why(review("bob", at=8), postings=tuple(reversed(other_first))) == ""


def test_a_statement_names_the_plans_it_is_about():
    assert why(said("bob")) == ""
    assert why(said("bob", seen={})) == "code approval only, no plan was shown before it"
    assert why(said("bob", seen={PROJECT.key: "other"})) == "the plan of `staging-environment` has changed since"
    assert why(said("bob"), postings=()) == ""


def test_another_digest_voids_and_the_same_at_a_new_head_does_not():
    assert why(review("bob"), projects=MOVED) == "the plan of `staging-environment` has changed since"
    assert why(said("bob"), projects=MOVED) == "the plan of `staging-environment` has changed since"
    assert why(review("bob", commit=OLD), postings=(posting(commit=OLD), posting(at=20))) == ""


def test_a_plan_shown_for_another_environment_is_not_about_this_one():
    assert why(review("bob"), postings=(posting(environment="dev"),)).startswith("code approval only")


def test_every_project_with_changes_must_have_been_shown():
    two = (project(), project(key="k2", label="second"))
    assert why(review("bob"), projects=two) == "code approval only for `second`, its plan was not shown before it"
    assert why(said("bob"), projects=two) == "code approval only for `second`, its plan was not shown before it"
    assert why(review("bob"), projects=two, postings=(posting(), posting(project="k2"))) == ""
    unchanged = (project(), project(key="k2", plan=plan(has_changes=False)))
    assert why(review("bob"), projects=unchanged) == ""


@pytest.mark.parametrize("missing", [None, Unknown(unknown_because="it failed")])
def test_without_a_plan_there_is_nothing_to_compare_with(missing):
    assert why(review("bob"), projects=(project(plan=missing),)) == "`staging-environment` has no plan to compare with"


@pytest.mark.parametrize("source", [review("bob"), said("bob")])
@pytest.mark.parametrize(
    ("rule", "beyond", "told"),
    [
        (CEILING, "", ""),
        (CEILING, "it costs more", "the plan of `staging-environment` goes beyond it: it costs more"),
        (CEILING, None, "the plan of `staging-environment` has changed since"),
        (ApplyRule(), "", "the plan of `staging-environment` has changed since"),
    ],
)
def test_a_consent_covers_what_stays_within_it_where_the_file_says_so(source, rule, beyond, told):
    assert why(source, rule, projects=MOVED, postings=(posting(beyond=beyond),)) == told


def test_a_plan_nobody_was_shown_in_a_comment_is_not_compared():
    assert why(said("bob"), CEILING, projects=MOVED, postings=(posting(at=11, beyond=""),)).endswith("changed since")


def test_a_merge_is_about_the_head():
    assert outdated(Opinion(source=review("bob"), says="yes"), facts()) == ""
    old = Opinion(source=said("bob", head_sha=OLD), says="yes")
    assert str(outdated(old, facts())) == f"reviewed {OLD[:7]}; the head is {HEAD[:7]} now"


def test_digests_are_held_against_the_same_project_only():
    other = replace(said("bob"), seen={"another": DIGEST})
    assert why(other).startswith("code approval only for")


def test_what_is_left_of_a_failed_deployment_keeps_what_was_said_of_the_whole():
    shown = (posting(failed_at=NOON),)
    assert why(review("bob"), projects=MOVED, postings=shown) == ""
    assert why(said("bob"), projects=MOVED, postings=shown) == ""
    assert why(review("bob", at=4), projects=MOVED, postings=shown).startswith("code approval only")


def kept(source, **changed):
    return kept_since(Opinion(source=source, says="yes"), facts(**changed))


def test_the_oldest_failure_says_until_when():
    assert kept(review("bob"), projects=MOVED, postings=(posting(failed_at=NOON),)) == NOON
    assert kept(review("bob"), projects=MOVED) is None
    assert kept(review("bob"), postings=(posting(failed_at=NOON),)) is None, "it is the same plan"
