"""The whole gate, on staging of the demo and on production of the reference convention."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.consents import CONVENTION, WITH_RANGES, costing, prod, said, with_prod
from support.decisions import (
    NOON,
    OLD,
    POLICY,
    STAGING,
    STANDINGS,
    absence,
    facts,
    into,
    mark,
    plan,
    posting,
    project,
    push,
    review,
    staging,
)
from tidegate.core.gates.approvals import check
from tidegate.core.gates.facts import Authorship
from tidegate.core.gates.policy import ApplyRule
from tidegate.core.known import Unknown
from tidegate.core.people import Role

TWO = staging(apply=replace(STAGING.apply, approvals=2))
KIMS = replace(prod().change, author="kim-lead")
WHY = said("bob", "justify", environment="prod", text="Twice the load.")


def asked(policy=POLICY, action="apply", **changed):
    return check(action, facts(**changed), policy, NOON)


def approve(*logins):
    return tuple(said(login, environment="prod") for login in logins)


def in_prod(*statements, policy=CONVENTION, action="apply", about=None, **changed):
    return check(action, replace(about or prod(), statements=statements, **changed), policy, NOON)


def told(answer):
    """The verdict, the reason, the remedy."""
    return answer.verdict, str(answer.reason), str(answer.remedy)


def test_one_counted_approval_is_enough_for_staging():
    answer = asked()
    assert told(answer) == ("pass", "Approved by @bob (tidegate.yaml:29).", "")
    assert [str(line) for line in answer.details] == ["@bob approved, counted"]


def test_what_is_lacking_says_who_may_approve_and_when():
    answer = asked(reviews=())
    assert told(answer) == (
        "block",
        "0 of 1 approval (tidegate.yaml:29).",
        "ask somebody in senior or devops to approve this pull request after the plan comment",
    )
    assert answer.rule == mark(29)


def test_two_are_needed_where_two_are_asked_for():
    assert str(asked(TWO).reason) == "1 of 2 approvals (tidegate.yaml:29)."
    assert asked(TWO, reviews=(review("bob"), review("bob", at=11))).verdict == "block"
    assert asked(TWO, reviews=(review("bob"), review("dave"))).verdict == "pass"


def test_one_person_on_two_surfaces_is_one_approver():
    twice = {"reviews": (review("bob"),), "statements": (said("BOB", surface="chat", at=11),)}
    assert str(asked(TWO, **twice).reason) == "1 of 2 approvals (tidegate.yaml:29)."


def test_the_person_who_applies_may_be_one_approver():
    assert asked(actor="bob").verdict == "pass"


def test_an_approval_by_somebody_who_pushed_is_shown_and_not_counted():
    answer = asked(reviews=(review("carol"),), head_pushes=(push("carol"),))
    assert answer.verdict == "block"
    assert [str(line) for line in answer.details] == ["@carol approved, not counted: pushed 1a2b3c4 to `develop`"]


def test_a_push_that_changes_the_plan_voids_the_approval_and_one_that_does_not_keeps_it():
    old = {"reviews": (review("bob", commit=OLD),), "postings": (posting(commit=OLD), posting(at=20))}
    assert asked(**old).verdict == "pass"
    assert asked(**old, projects=(project(plan=plan(digest="digest-2")),)).verdict == "block"


def test_a_plan_within_what_was_approved_keeps_the_approval_where_the_file_says_so():
    moved = {"projects": (project(plan=plan(digest="digest-2")),), "postings": (posting(beyond=""),)}
    assert asked(**moved).verdict == "block"
    assert asked(staging(apply=replace(STAGING.apply, sticky="within_ceiling")), **moved).verdict == "pass"


def test_an_objection_stops_what_others_approved():
    answer = asked(reviews=(review("bob"), review("carol", "changes_requested")))
    assert told(answer) == (
        "block",
        "Stopped by @carol.",
        "ask @carol to approve, or to take it back with `atlantis revoke`",
    )


def test_an_objection_by_somebody_unknown_stops_too():
    unknown = {**STANDINGS, "carol": Unknown(unknown_because="GitHub answered 502")}
    assert asked(reviews=(review("bob"), review("carol", "changes_requested")), standings=unknown).verdict == "block"


def test_where_none_is_needed_none_is_asked_for_and_an_objection_still_counts():
    none = staging(apply=replace(STAGING.apply, approvals=0))
    assert str(asked(none, reviews=(), head_pushes=()).reason) == "No approval is needed."
    assert asked(none, reviews=(review("bob", "changes_requested"),)).verdict == "block"


@pytest.mark.parametrize(
    "changed",
    [
        {"head_pushes": ()},
        {"head_pushes": (push(None),)},
        {"head_pushes": Unknown(unknown_because="GitHub answered 502")},
        {"authorship": Unknown(unknown_because="it has more than 250 commits")},
    ],
)
def test_a_change_nobody_is_known_to_have_made_does_not_pass(changed):
    answer = asked(**changed)
    assert answer.verdict == "block"
    assert str(answer.reason).startswith("Nobody can say who made this change: ")
    none = staging(apply=replace(STAGING.apply, approvals=0))
    assert asked(none, **changed).verdict == "pass"


@pytest.mark.parametrize("lost", ["reviews", "statements"])
def test_unknown_opinions_do_not_pass(lost):
    answer = asked(**{lost: Unknown(unknown_because="GitHub answered 502")})
    assert told(answer)[:2] == ("block", "Could not read the reviews: GitHub answered 502.")


def test_who_may_apply_approves_where_the_file_does_not_say_who():
    silent = staging(apply=ApplyRule(allow=("devops",), approvals=1))
    assert asked(silent).verdict == "block"
    assert asked(silent, reviews=(review("dave"),)).verdict == "pass"


def test_nobody_can_approve_where_no_role_is_named():
    answer = asked(staging(apply=ApplyRule(approvals=1)))
    assert answer.verdict == "block"
    assert "approvals.from" in str(answer.remedy)


@pytest.mark.parametrize(
    ("reviews", "verdict"), [((), "block"), ((review("bob"),), "pass"), ((review("alice"),), "block")]
)
def test_a_merge_into_a_plan_only_environment_needs_one_review_by_somebody_who_may_plan(reviews, verdict):
    dev = {"change": into("develop"), "environment": "dev", "postings": (), "reviews": reviews}
    answer = asked(action="merge", **dev)
    assert answer.verdict == verdict
    assert not str(answer.remedy).endswith("plan comment")


@pytest.mark.parametrize("action", ["state", "auto_rollback"])
def test_what_no_consent_can_be_bound_to_is_not_approved(action):
    answer = in_prod(*approve("kim-lead", "park-cto"), action=action)
    assert answer.verdict == "block"
    assert answer.remedy


# Production of the reference convention: two approvals, the DevOps lead and the CTO among them.


def test_production_takes_the_lead_and_the_cto():
    answer = in_prod(*approve("kim-lead", "park-cto"))
    assert told(answer) == ("pass", "Approved by @kim-lead and @park-cto (tidegate.yaml:44).", "")


def test_production_names_whom_it_waits_for():
    assert told(in_prod()) == (
        "block",
        "0 of 2 approvals (tidegate.yaml:44); none as devops-lead or cto.",
        "ask devops-lead (@kim-lead) and cto (@park-cto) to approve this pull request after the plan comment",
    )
    assert told(in_prod(*approve("kim-lead"))) == (
        "block",
        "1 of 2 approvals (tidegate.yaml:44); none as cto.",
        "ask cto (@park-cto) to approve this pull request after the plan comment",
    )


def test_two_seniors_do_not_fill_the_seats():
    assert told(in_prod(*approve("bob", "carol"))) == (
        "block",
        "2 of 2 approvals (tidegate.yaml:44); none as devops-lead or cto.",
        "ask devops-lead (@kim-lead) and cto (@park-cto) to approve this pull request after the plan comment",
    )


def test_one_person_with_both_roles_fills_one_seat():
    both = replace(CONVENTION.roles["cto"], logins=frozenset({"park-cto", "kim-lead"}))
    policy = replace(CONVENTION, roles={**CONVENTION.roles, "cto": both})
    assert in_prod(*approve("kim-lead", "bob"), policy=policy).verdict == "block"
    assert in_prod(*approve("kim-lead", "park-cto"), policy=policy).verdict == "pass"


def test_the_leads_own_change_is_approved_by_the_deputy():
    answer = in_prod(*approve("lee-devops", "park-cto"), change=KIMS)
    assert answer.verdict == "pass"
    assert str(answer.details[0]) == (
        "@lee-devops approved, counted as devops-lead for @kim-lead, who opened this pull request"
    )
    waiting = in_prod(*approve("park-cto"), change=KIMS)
    assert str(waiting.remedy) == (
        "ask devops-lead (@lee-devops for @kim-lead) to approve this pull request after the plan comment"
    )


def test_a_seat_nobody_is_left_for_is_never_dropped():
    lone = replace(CONVENTION.roles["devops-lead"], deputies=frozenset())
    policy = replace(CONVENTION, roles={**CONVENTION.roles, "devops-lead": lone})
    assert told(in_prod(*approve("park-cto", "bob"), policy=policy, change=KIMS)) == (
        "block",
        "2 of 2 approvals (tidegate.yaml:44); none as devops-lead; nobody is left to approve as devops-lead.",
        "name in `people` somebody who can: another holder of the role, or a deputy",
    )


def test_more_people_than_there_are_is_said_and_stays_needed():
    three = with_prod(apply=ApplyRule(allow=("devops-lead", "cto"), approvals=3))
    answer = in_prod(*approve("kim-lead", "park-cto"), policy=three)
    assert str(answer.reason).endswith("; fewer than 3 people are left who may approve.")


def test_an_expensive_change_wants_three_the_cto_and_a_reason():
    dear = {"policy": WITH_RANGES, "about": costing("700")}
    assert told(in_prod(*approve("kim-lead", "bob"), **dear)) == (
        "block",
        (
            "2 of 3 approvals (tidegate.yaml:85); none as cto; no business reason is given; "
            "+$700.00 a month is in `$500+/month` (tidegate.yaml:85)."
        ),
        (
            "ask cto (@park-cto) to approve this pull request after the plan comment and "
            'comment `atlantis justify "..."` with the business reason, '
            "or write it below `## Business justification` in the description"
        ),
    )
    assert told(in_prod(*approve("kim-lead", "bob", "park-cto"), WHY, **dear))[:2] == (
        "pass",
        (
            "Approved by @bob, @kim-lead and @park-cto (tidegate.yaml:85); "
            "+$700.00 a month is in `$500+/month` (tidegate.yaml:85)."
        ),
    )


def test_a_cost_nobody_knows_is_held_to_the_highest_range_and_the_reason_says_so():
    lost = costing(Unknown(unknown_because="`a.b` could not be priced"))
    answer = in_prod(*approve("kim-lead", "park-cto"), policy=WITH_RANGES, about=lost)
    assert answer.verdict == "block"
    assert "what it costs is not known (`a.b` could not be priced), so the highest range `$500+/month`" in str(
        answer.reason
    )


def test_where_all_who_approved_wrote_parts_of_it_one_who_did_not_is_asked_for():
    authors = frozenset({"kim-lead", "park-cto"})
    wrote = Authorship(verified=authors, reviewed=authors)
    assert told(in_prod(*approve("kim-lead", "park-cto"), authorship=wrote)) == (
        "block",
        "2 of 2 approvals (tidegate.yaml:44); all who approved wrote parts of it.",
        (
            "ask somebody in senior, devops, devops-lead or cto who wrote none of it "
            "to approve this pull request after the plan comment"
        ),
    )
    assert in_prod(*approve("kim-lead", "park-cto", "bob"), authorship=wrote).verdict == "pass"


def test_an_emergency_waits_for_somebody_else_to_let_it_happen():
    only_lead = replace(CONVENTION, emergency_approvers=("devops-lead",))
    answer = in_prod(*approve("kim-lead", "park-cto"), action="emergency", policy=only_lead, actor="kim-lead")
    assert told(answer) == (
        "block",
        "2 of 2 approvals (tidegate.yaml:44); nobody has approved the emergency.",
        "ask devops-lead (@lee-devops for @kim-lead) to approve the emergency",
    )
    deputy = approve("kim-lead", "park-cto", "lee-devops")
    assert in_prod(*deputy, action="emergency", policy=only_lead, actor="kim-lead").verdict == "pass"
    assert in_prod(*approve("kim-lead", "park-cto"), action="emergency").verdict == "pass"


def test_an_emergency_nobody_may_approve_is_not_approved():
    nobody = with_prod(rollback_approvers=())
    answer = in_prod(*approve("kim-lead", "park-cto"), action="emergency", policy=nobody)
    assert answer.verdict == "block"
    assert "emergency.approvers" in str(answer.remedy)


def test_a_rollback_takes_all_who_are_listed_and_whoever_asks_for_it_is_one_of_them():
    assert in_prod(action="rollback", actor="bob").verdict == "block"
    asking = in_prod(action="rollback", actor="kim-lead")
    assert told(asking)[1:] == (
        "1 of 2 approvals; none as cto.",
        "ask cto (@park-cto) to approve this pull request after the plan comment",
    )
    assert str(asking.details[0]) == "@kim-lead asks for it, counted"
    assert in_prod(*approve("park-cto"), action="rollback", actor="kim-lead").verdict == "pass"


def test_a_rollback_needs_nobody_where_nobody_is_listed():
    assert asked(action="rollback", reviews=(), head_pushes=()).verdict == "pass"


_PEOPLE = ("alice", "bob", "carol", "kim-lead", "park-cto", "lee-devops", "choi-vp")
_SAYING = st.lists(
    st.tuples(st.sampled_from(_PEOPLE), st.sampled_from(("approve", "reject", "revoke")), st.integers(5, 40)),
    max_size=8,
    unique_by=lambda one: one[2],
)
_COSTS = st.one_of(st.integers(-100, 900), st.just(Unknown(unknown_because="no price")))


def statements(saying):
    return tuple(said(who, what, at=at, environment="prod") for who, what, at in saying)


@given(_SAYING, _COSTS, st.randoms())
def test_only_time_orders_what_was_said(saying, cost, shuffler):
    shuffled = list(saying)
    shuffler.shuffle(shuffled)
    about = costing(cost)
    one, other = (in_prod(*statements(each), policy=WITH_RANGES, about=about) for each in (saying, shuffled))
    assert one == other


@given(_SAYING, _COSTS, st.sampled_from(("alice", "carol")))
def test_an_approval_by_somebody_excluded_never_helps(saying, cost, who):
    about = costing(cost, head_pushes=(push("alice"), push("carol")))
    others = [each for each in saying if each[0] != who]
    before = in_prod(*statements(others), WHY, policy=WITH_RANGES, about=about)
    after = in_prod(*statements(others), WHY, *statements([(who, "approve", 41)]), policy=WITH_RANGES, about=about)
    assert after.verdict == before.verdict


@given(_SAYING, st.integers(-100, 900), st.integers(0, 900))
def test_a_higher_cost_never_turns_a_block_into_a_pass(saying, cost, more):
    cheap, dear = (
        in_prod(*statements(saying), policy=WITH_RANGES, about=costing(each)) for each in (cost, cost + more)
    )
    assert (cheap.verdict, dear.verdict) != ("block", "pass")


@given(_SAYING, st.sampled_from(("bob", "kim-lead", "park-cto")))
def test_a_veto_of_somebody_eligible_always_stops(saying, who):
    answer = in_prod(*statements(saying), *statements([(who, "reject", 41)]))
    assert answer.verdict == "block"
    assert f"@{who}" in str(answer.reason)


def test_roles_named_for_what_comes_on_top_do_not_make_a_number_easier():
    security = Role(name="security", logins=frozenset({"sue"}))
    ranges = (
        replace(WITH_RANGES.cost_ranges[0]),
        replace(WITH_RANGES.cost_ranges[1], approvals=1, additional=("security_approval",), high=None),
    )
    policy = replace(
        with_prod(apply=ApplyRule(allow=("senior",), approvals=1)),
        cost_ranges=ranges,
        roles={**CONVENTION.roles, "security": security},
    )
    people = {**prod().standings, "sue": replace(prod().standings["bob"], login="sue", teams=frozenset())}
    for cost in ("50", "150"):
        assert in_prod(*approve("sue"), policy=policy, about=costing(cost, standings=people)).verdict == "block"
    assert in_prod(*approve("sue", "bob"), policy=policy, about=costing("150", standings=people)).verdict == "pass"


def test_an_absence_that_lets_a_deputy_in_is_told_before_and_after_the_deputy_approves():
    away = absence("park-cto", by="kim-lead")
    line = "@park-cto is away, marked by @kim-lead: @choi-vp may fill the seat of cto"
    open_seat = in_prod(*approve("kim-lead"), away=away)
    assert line in [str(each) for each in open_seat.details]
    assert "@choi-vp for @park-cto" in str(open_seat.remedy)
    filled = in_prod(*approve("kim-lead", "choi-vp", "carol"), away=away)
    assert line in [str(each) for each in filled.details]
