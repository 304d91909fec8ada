from dataclasses import replace

from support.consents import CONVENTION
from support.decisions import NOON, absence
from tidegate.core.notices import absences
from tidegate.core.people import Role

POLICY = replace(CONVENTION, timezone="Asia/Seoul")


def told(sentences):
    return [str(each) for each in sentences]


def marked(login, roles=None, **said):
    away = absence(login, **said)
    return told(absences.marked(away[login], away, replace(POLICY, roles=roles or POLICY.roles)))


def test_whoever_marks_somebody_away_is_told_until_when_and_who_stands_in():
    assert marked("kim-lead", by="park-cto", until=NOON) == [
        "Recorded: @kim-lead is away until Tue 2026-11-24 21:00 KST, marked by @park-cto.",
        "@lee-devops may fill the seat of devops-lead.",
    ]


def test_a_deputy_who_marks_the_holder_away_is_told_that_nobody_stands_in():
    assert marked("kim-lead", by="lee-devops")[1] == "nobody is left to fill the seat of devops-lead."


def test_nobody_stands_in_while_a_role_has_somebody_else_or_no_deputies():
    two = Role(name="lead", logins=frozenset({"kim-lead", "choi"}), deputies=frozenset({"lee"}))
    assert marked("kim-lead", {"lead": two})[1] == "lead keeps @choi, so nobody stands in."
    team = Role(name="lead", logins=frozenset({"kim-lead"}), teams=frozenset({"a/b"}), deputies=frozenset({"lee"}))
    assert marked("kim-lead", {"lead": team})[1] == "lead keeps a/b, so nobody stands in."
    assert marked("lee-devops")[1] == "No role has deputies for them, so nobody stands in."


def test_an_absence_somebody_else_spoke_of_is_theirs_to_end():
    assert told(absences.back("kim-lead", None, POLICY)) == [
        "Recorded: @kim-lead is back, and nobody stands in for them any more."
    ]
    first, second = told(absences.back("kim-lead", absence("kim-lead")["kim-lead"], POLICY))
    assert first == "@kim-lead is away still."
    assert "`atlantis back`" in second


def test_who_may_not_speak_for_somebody_else_is_told_who_may():
    assert "that takes devops-lead or cto" in told(absences.not_an_owner("bob", ("devops-lead", "cto")))[0]
    assert "`governance.owners`" in told(absences.not_an_owner("bob", ()))[0]
