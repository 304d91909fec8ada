from dataclasses import replace
from decimal import Decimal

from support.decisions import NOON, POLICY, STAGING, facts, into, plan, posting, project, push, review, staging
from tidegate.core.gates.cost_review import check
from tidegate.core.known import Unknown

DEV = {"change": into("develop"), "environment": "dev", "postings": (posting(environment="dev"),)}


def test_consent_after_the_plan_was_shown_is_consent_to_its_cost():
    answer = check("apply", facts(), POLICY, NOON)
    assert answer.verdict == "pass"
    assert str(answer.reason) == "@bob approved it knowing that it costs +$12.34 a month (tidegate.yaml:27)."


def test_consent_before_the_plan_was_shown_has_seen_no_cost():
    answer = check("apply", facts(reviews=(review("bob", at=4),)), POLICY, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason) == "Nobody who approves here has reviewed +$12.34 a month (tidegate.yaml:27)."
    assert str(answer.remedy) == "ask somebody in senior or devops to approve this pull request after the plan comment"


def test_consent_to_an_earlier_plan_is_none_to_the_cost_of_this_one():
    assert check("apply", facts(projects=(project(plan=plan(digest="digest-2")),)), POLICY, NOON).verdict == "block"


def test_consent_to_an_earlier_plan_that_this_one_stays_within_is_not_told_as_knowing_its_cost():
    policy = staging(apply=replace(STAGING.apply, sticky="within_ceiling"))
    moved = {
        "projects": (project(plan=plan(digest="digest-2")),),
        "postings": (posting(beyond=""), posting(at=20, digest="digest-2", beyond="")),
    }
    answer = check("apply", facts(**moved), policy, NOON)
    assert answer.verdict == "pass"
    assert "@bob approved an earlier plan, and this one costs no more than that: +$12.34 a month" in str(answer.reason)
    again = check("apply", facts(reviews=(review("bob"), review("carol", at=25)), **moved), policy, NOON)
    assert "@carol approved it knowing that it costs +$12.34 a month" in str(again.reason)


def test_the_author_and_those_without_a_role_review_nothing():
    assert check("apply", facts(reviews=(review("alice"), review("stranger"))), POLICY, NOON).verdict == "block"


def test_what_could_not_be_priced_is_pending_whoever_approved():
    unpriced = Unknown(unknown_because="`a.b` could not be priced: no price")
    answer = check("apply", facts(projects=(project(plan=plan(cost=unpriced)),)), POLICY, NOON)
    assert (answer.verdict, str(answer.reason)) == (
        "pending",
        "What this change costs is not known: `a.b` could not be priced: no price.",
    )
    assert str(answer.remedy)


def test_unreadable_reviews_are_nobodys():
    lost = facts(reviews=Unknown(unknown_because="GitHub answered 502"))
    answer = check("apply", lost, POLICY, NOON)
    assert answer.verdict == "block"
    assert "GitHub answered 502" in str(answer.reason)


def test_while_nobody_knows_who_pushed_nobody_has_reviewed_it():
    answer = check("apply", facts(head_pushes=(push(None),)), POLICY, NOON)
    assert answer.verdict == "block"
    assert "the forge does not say who pushed 1a2b3c4" in str(answer.reason)


def test_where_nothing_changes_there_is_nothing_to_review():
    assert check("apply", facts(projects=(project(plan=plan(has_changes=False)),)), POLICY, NOON).verdict == "pass"
    assert check("merge", facts(projects=()), POLICY, NOON).verdict == "pass"


def test_a_saving_is_reviewed_like_any_other_change():
    saving = facts(projects=(project(plan=plan(cost=Decimal(-5))),), reviews=())
    assert check("apply", saving, POLICY, NOON).verdict == "block"


def test_a_merge_where_nothing_is_applied_is_reviewed_by_those_who_may_plan():
    here = facts(projects=(project(environment="dev"),), **DEV)
    assert check("merge", here, POLICY, NOON).verdict == "pass"
    early = replace(here, reviews=(review("bob", at=4),))
    assert check("merge", early, POLICY, NOON).verdict == "block"


def test_where_nothing_is_applied_an_apply_is_told_what_leads_on():
    answer = check("apply", facts(projects=(project(environment="dev"),), **DEV), POLICY, NOON)
    assert (answer.verdict, str(answer.remedy)) == ("block", "see `enabled`")


def test_where_nobody_can_approve_the_remedy_is_to_name_somebody():
    dev = replace(POLICY.environments["dev"], plan_allow=())
    policy = replace(POLICY, environments={**POLICY.environments, "dev": dev})
    answer = check("merge", facts(projects=(project(environment="dev"),), **DEV), policy, NOON)
    assert str(answer.remedy) == "name roles in `approvals.from`: nobody can approve here now"
