from dataclasses import replace

import pytest

from support.consents import CONVENTION, PROD, prod, said
from support.decisions import (
    HEAD,
    NOON,
    OLD,
    POLICY,
    STAGING,
    STANDINGS,
    absence,
    facts,
    into,
    plan,
    posting,
    project,
    push,
    review,
)
from tidegate.core.gates.consent.consents import judge
from tidegate.core.gates.consent.requirement import requirement
from tidegate.core.gates.facts import Authorship
from tidegate.core.gates.rules import Rules
from tidegate.core.known import Unknown

HERE = Rules(policy=POLICY, environment=STAGING)
THERE = Rules(policy=CONVENTION, environment=PROD)


def found(about, action="apply", rules=HERE):
    return judge(action, about, rules, requirement(action, about, rules))


def judged(*reviews, action="apply", rules=HERE, **changed):
    """Login → outcome and line."""
    about = facts(reviews=reviews, **changed)
    return {one.login: (one.outcome, str(one.line)) for one in found(about, action, rules)}


def line(one, **changed):
    return judged(one, **changed)[one.login][1]


def in_prod(*statements, action="apply", **changed):
    about = prod(statements=statements, **changed)
    return {one.login: (one.outcome, str(one.line)) for one in found(about, action, THERE)}


def test_a_senior_who_saw_the_plan_counts():
    assert judged(review("bob")) == {"bob": ("counts", "@bob approved, counted")}


def test_it_is_the_same_whatever_the_surface():
    for surface in ("comment", "chat", "dashboard", "cli"):
        assert judged(statements=(said("bob", surface=surface),)) == {"bob": ("counts", "@bob approved, counted")}


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (review("alice"), "@alice approved, not counted: opened this pull request"),
        (review("ALICE"), "@ALICE approved, not counted: opened this pull request"),
        (review("tidegate-bot", human=False), "@tidegate-bot approved, not counted: not a person"),
        (
            review("stranger"),
            "@stranger approved, not counted: could not look up their roles: their teams were not looked up",
        ),
        (
            review("bob", at=4),
            "@bob approved, not counted: code approval only, no plan was shown for 1a2b3c4 before it",
        ),
    ],
)
def test_who_cannot_approve_is_told_why(who, told):
    assert judged(who)[who.login] == ("does not count", told)


def test_the_authors_words_are_no_approval_on_any_surface():
    assert judged(statements=(said("alice"),))["alice"][0] == "does not count"


def test_a_developer_holds_no_role_that_approves():
    zoes = {"change": replace(facts().change, author="zoe"), "head_pushes": (push("zoe"),)}
    told = "@alice approved, not counted: holds none of the roles that approve (devops or senior)"
    assert judged(review("alice"), **zoes)["alice"] == ("does not count", told)


def test_somebody_who_pushed_to_the_head_does_not_count():
    pushes = (push("Carol"), push("alice", after=OLD))
    assert line(review("carol"), head_pushes=pushes) == "@carol approved, not counted: pushed 1a2b3c4 to `develop`"


def test_the_author_of_signed_commits_does_not_count_and_one_whose_commits_were_reviewed_does():
    signed = Authorship(verified=frozenset({"bob"}))
    assert line(review("bob"), authorship=signed) == "@bob approved, not counted: wrote signed commits of it"
    (bob,) = found(facts(authorship=replace(signed, reviewed=frozenset({"bob"}))))
    assert (bob.counts, bob.has_written) == (True, True)


def test_another_digest_voids_the_consent():
    moved = (project(plan=plan(digest="digest-2")),)
    assert line(review("bob"), projects=moved) == (
        "@bob approved, not counted: the plan of `staging-environment` has changed since"
    )


def test_what_is_left_of_a_failed_deployment_keeps_the_consent_for_a_day():
    left = (project(plan=plan(digest="digest-2")),)
    assert line(review("bob"), projects=left, postings=(posting(failed_at=NOON),)) == (
        "@bob approved, counted; kept until Wed 2026-11-25 21:00 KST: "
        "this is what is left of a deployment that failed at Tue 2026-11-24 21:00 KST"
    )
    assert line(review("bob"), postings=(posting(failed_at=NOON),)) == "@bob approved, counted"


def test_consent_for_one_environment_never_counts_in_another():
    assert line(review("bob"), postings=(posting(environment="dev"),)).startswith("@bob approved, not counted: code")
    assert judged(statements=(said("bob", environment="prod"),)) == {}


def test_an_objection_is_a_veto_until_the_person_lifts_it():
    assert judged(review("bob"), review("bob", "changes_requested", at=11)) == {
        "bob": ("veto", "@bob requested changes")
    }
    assert judged(statements=(said("bob", "reject"),)) == {"bob": ("veto", "@bob rejected it")}
    assert judged(review("bob", "changes_requested"), review("bob", at=11))["bob"][0] == "counts"
    lifted = judged(review("bob", at=9), review("bob", "changes_requested"), statements=(said("bob", "revoke", at=11),))
    assert lifted == {"bob": ("does not count", "@bob took back what they had said")}


def dismissed(was, by):
    return replace(review("bob", "dismissed"), was=was, dismissed_by=by)


@pytest.mark.parametrize(
    ("gone", "outcome", "told"),
    [
        (dismissed("approved", "carol"), "does not count", "@bob had a review that was dismissed"),
        (dismissed("changes_requested", "bob"), "does not count", "@bob had a review that was dismissed"),
        (dismissed("changes_requested", "alice"), "veto", "@bob requested changes, which @alice cannot lift"),
        (
            dismissed("changes_requested", None),
            "veto",
            "@bob requested changes, and the forge does not tell who dismissed that",
        ),
        (
            dismissed(None, None),
            "unclear",
            "@bob had a review dismissed, and the forge does not tell what it had said",
        ),
    ],
)
def test_an_objection_that_somebody_else_dismissed_stays(gone, outcome, told):
    assert judged(gone) == {"bob": (outcome, told)}


def test_somebody_who_may_not_approve_cannot_object_either():
    assert judged(review("alice", "changes_requested"))["alice"] == (
        "does not count",
        "@alice requested changes, not counted: holds none of the roles that approve",
    )


def test_somebody_who_had_a_part_in_it_may_object():
    assert judged(review("carol", "changes_requested"), head_pushes=(push("carol"),))["carol"][0] == "veto"


def test_an_objection_by_somebody_whose_roles_are_unknown_is_unclear():
    unknown = {**STANDINGS, "carol": Unknown(unknown_because="GitHub answered 502")}
    assert judged(review("carol", "changes_requested"), standings=unknown)["carol"] == (
        "unclear",
        "@carol requested changes, and their roles are unknown: GitHub answered 502",
    )


def test_a_bots_objection_is_no_veto():
    assert judged(review("tidegate-bot", "changes_requested", human=False))["tidegate-bot"][0] == "does not count"


@pytest.mark.parametrize("lost", ["reviews", "statements"])
def test_opinions_that_could_not_be_read_are_nobodys(lost):
    away = Unknown(unknown_because="GitHub answered 502")
    assert found(facts(**{lost: away})) == away


def test_a_merge_needs_a_review_of_the_head_and_no_plan_comment():
    dev = Rules(policy=POLICY, environment=POLICY.environments["dev"])
    here = {"change": into("develop"), "environment": "dev", "postings": (), "action": "merge", "rules": dev}
    assert judged(review("bob", at=1), **here)["bob"][0] == "counts"
    assert judged(statements=(said("bob", environment="dev", seen={}),), **here)["bob"][0] == "counts"
    assert judged(review("bob", commit=OLD), **here)["bob"] == (
        "does not count",
        f"@bob approved, not counted: reviewed {OLD[:7]}; the head is {HEAD[:7]} now",
    )


def approve(login, **changed):
    return said(login, environment="prod", **changed)


def test_a_deputy_counts_for_a_holder_who_is_out_and_the_line_says_for_whom():
    by_kim = replace(prod().change, author="kim-lead")
    assert in_prod(approve("lee-devops"), change=by_kim)["lee-devops"] == (
        "counts",
        "@lee-devops approved, counted as devops-lead for @kim-lead, who opened this pull request",
    )
    assert in_prod(approve("choi-vp"), away=absence("park-cto"))["choi-vp"] == (
        "counts",
        "@choi-vp approved, counted as cto for @park-cto, who is away",
    )


def test_a_deputy_of_somebody_who_is_there_counts_as_no_more_than_they_are():
    assert in_prod(approve("lee-devops"))["lee-devops"] == ("counts", "@lee-devops approved, counted")
    assert in_prod(approve("choi-vp"))["choi-vp"][0] == "does not count"


def test_whoever_asks_for_an_emergency_may_approve_it_as_anybody_and_not_let_it_happen():
    about = prod(actor="kim-lead", statements=(approve("kim-lead"), approve("park-cto")))
    kim, park = found(about, "emergency", THERE)
    assert (kim.counts, kim.overrides) == (True, False)
    assert (park.counts, park.overrides) == (True, True)


def test_a_deputy_lets_an_emergency_happen_for_the_holder_who_asks_for_it():
    only_cto = replace(THERE, policy=replace(CONVENTION, emergency_approvers=("cto",)))
    about = prod(actor="park-cto", statements=(approve("choi-vp"),))
    (choi,) = found(about, "emergency", only_cto)
    assert (choi.counts, choi.overrides, choi.roles) == (True, True, frozenset())
    assert str(choi.line) == "@choi-vp approved, counted as cto for @park-cto, who asks for the emergency"


def test_the_author_cannot_let_an_emergency_happen():
    about = prod(change=replace(prod().change, author="park-cto"), statements=(approve("park-cto"),))
    (park,) = found(about, "emergency", THERE)
    assert (park.counts, park.overrides) == (False, False)


def test_nobody_is_excluded_from_taking_back_what_they_made():
    kims = replace(prod().change, author="kim-lead")
    assert in_prod(approve("kim-lead"), action="rollback", change=kims)["kim-lead"][0] == "counts"


def test_an_objection_to_the_change_does_not_stop_its_rollback():
    old = said("kim-lead", "reject", environment="prod", seen={"other": "digest"})
    assert in_prod(old, action="rollback") == {}
    about_it = said("kim-lead", "reject", environment="prod")
    assert in_prod(about_it, action="rollback")["kim-lead"][0] == "veto"
