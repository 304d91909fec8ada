from dataclasses import replace

import pytest

from support.consents import CONVENTION, ROLES, STANDINGS, prod
from support.decisions import HEAD, OLD, absence, facts, push
from tidegate.core.gates.consent.approvers import approvers, excluded, unknown_makers, unknown_pusher
from tidegate.core.gates.facts import Authorship
from tidegate.core.known import Unknown
from tidegate.core.people import Role

PROMOTED = Authorship(verified=frozenset({"bob", "carol"}), reviewed=frozenset({"carol"}))
BEFORE = Authorship(opened=frozenset({"bob", "carol"}), reviewed=frozenset({"carol"}))


def by(author, **changed):
    return prod(change=replace(prod().change, author=author), **changed)


@pytest.mark.parametrize(
    ("login", "here", "why"),
    [
        ("alice", prod(), "opened this pull request"),
        ("ALICE", prod(), "opened this pull request"),
        ("alice", prod(change=replace(prod().change, number=-1)), "pushed it"),
        ("carol", prod(head_pushes=(push("Carol"),)), "pushed 1a2b3c4 to `develop`"),
        ("carol", prod(head_pushes=(push("carol", reviewed_merge=True),)), ""),
        ("bob", prod(authorship=PROMOTED), "wrote signed commits of it"),
        ("carol", prod(authorship=PROMOTED), ""),
        ("bob", prod(authorship=BEFORE), "opened a pull request that is applied with it"),
        ("carol", prod(authorship=BEFORE), ""),
        ("dave", prod(authorship=PROMOTED), ""),
    ],
)
def test_who_made_the_change_cannot_approve_it(login, here, why):
    assert str(excluded(login, here)) == why


def test_a_holder_who_opened_the_change_leaves_the_seat_to_the_deputy():
    found = approvers(by("kim-lead"), ROLES, {})
    seated = found.seated("lee-devops")
    assert seated.roles == {"devops", "developer", "devops-lead", "senior"}
    (instead,) = seated.instead
    assert (instead.role, instead.holder, str(instead.because)) == (
        "devops-lead",
        "kim-lead",
        "opened this pull request",
    )


@pytest.mark.parametrize(
    "here",
    [
        by("kim-lead"),
        prod(head_pushes=(push("kim-lead"),)),
        prod(away=absence("kim-lead")),
        prod(authorship=Authorship(verified=frozenset({"kim-lead"}))),
    ],
)
def test_whoever_holds_a_role_and_is_out_is_stood_in_for(here):
    assert "devops-lead" in approvers(here, ROLES, {}).seated("lee-devops").roles


def test_a_deputy_holds_nothing_while_the_holder_is_there():
    found = approvers(prod(), ROLES, {})
    assert found.vacancies == {}
    assert found.seated("choi-vp").roles == frozenset()
    assert found.seated("lee-devops").roles == {"devops", "developer"}


def test_nobody_fills_a_seat_they_have_emptied_by_marking_its_holder_away():
    emptied = approvers(prod(away=absence("kim-lead", by="lee-devops")), ROLES, {})
    assert "devops-lead" not in emptied.seated("lee-devops").roles
    by_an_owner = approvers(prod(away=absence("kim-lead", by="park-cto")), ROLES, {})
    assert "devops-lead" in by_an_owner.seated("lee-devops").roles


def test_a_role_with_another_holder_is_not_vacant():
    two = {"lead": Role(name="lead", logins=frozenset({"kim-lead", "other"}), deputies=frozenset({"lee-devops"}))}
    assert approvers(by("kim-lead"), two, {}).vacancies == {}


def test_a_role_that_a_team_holds_is_not_vacant():
    team = Role(name="lead", logins=frozenset({"kim-lead"}), teams=frozenset({"a/b"}), deputies=frozenset({"lee"}))
    assert approvers(by("kim-lead"), {"lead": team}, {}).vacancies == {}


def test_nobody_known_to_be_on_no_team_is_told_apart_from_somebody_not_looked_up():
    assert isinstance(approvers(prod(), ROLES, {}).seated("stranger"), Unknown)
    lost = prod(standings={**STANDINGS, "bob": Unknown(unknown_because="GitHub answered 502")})
    assert approvers(lost, CONVENTION.roles, {}).seated("bob") == Unknown(unknown_because="GitHub answered 502")


@pytest.mark.parametrize(
    ("pushes", "reason"),
    [
        ((push("alice"),), ""),
        ((push(None, reviewed_merge=True),), ""),
        ((push("alice"), push(None, after=OLD)), "the forge does not say who pushed 0f0f0f0 to `develop`"),
        ((push("alice", after=OLD),), f"no push of {HEAD[:7]} to `develop` is recorded"),
        ((), f"no push of {HEAD[:7]} to `develop` is recorded"),
        (Unknown(unknown_because="GitHub answered 502"), "GitHub answered 502"),
    ],
)
def test_somebody_must_be_known_to_have_pushed_the_head(pushes, reason):
    assert str(unknown_pusher(facts(head_pushes=pushes))) == reason
    assert str(unknown_makers(facts(head_pushes=pushes))) == reason


def test_unknown_authors_of_commits_are_unknown_makers():
    lost = Unknown(unknown_because="it has more than 250 commits")
    assert unknown_makers(facts(authorship=lost)) == "it has more than 250 commits"
