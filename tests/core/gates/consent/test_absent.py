from dataclasses import replace

import pytest

from support.consents import CONVENTION, PROD, prod
from support.decisions import NOON, absence
from tidegate.core.gates.consent.absent import absent, filled_by, stood_in_for
from tidegate.core.gates.consent.approvers import approvers
from tidegate.core.gates.rules import Rules

RULES = Rules(policy=replace(CONVENTION, timezone="Asia/Seoul"), environment=PROD)
SEATS = ("devops-lead", "cto")


def lines(about):
    return [str(line) for line in stood_in_for(approvers(about, CONVENTION.roles, {}), SEATS, RULES)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "@kim-lead is away"),
        ({"until": NOON}, "@kim-lead is away until Tue 2026-11-24 21:00 KST"),
        ({"by": "park-cto"}, "@kim-lead is away, marked by @park-cto"),
        (
            {"by": "", "until": NOON},
            "@kim-lead is away until Tue 2026-11-24 21:00 KST, marked by the operator of the server",
        ),
    ],
)
def test_an_absence_says_until_when_and_by_whose_word(said, words):
    assert str(absent(absence("kim-lead", **said)["kim-lead"], "Asia/Seoul")) == words


def test_whose_seat_is_filled_by_whom_is_told_for_roles_that_matter():
    about = prod(away=absence("kim-lead", by="park-cto"))
    assert lines(about) == [
        "@kim-lead is away, marked by @park-cto: @lee-devops may fill the seat of devops-lead",
    ]
    assert stood_in_for(approvers(about, CONVENTION.roles, {}), ("senior",), RULES) == ()
    assert lines(prod()) == []


def test_a_deputy_who_marked_the_holder_away_or_is_out_too_fills_no_seat():
    nobody = "nobody is left to fill the seat of devops-lead"
    assert lines(prod(away=absence("kim-lead", by="lee-devops")))[0].endswith(nobody)
    assert lines(prod(away={**absence("kim-lead"), **absence("lee-devops")}))[0].endswith(nobody)


def test_a_holder_who_only_opened_the_change_is_no_absence():
    assert lines(prod(change=replace(prod().change, author="kim-lead"))) == []


def test_several_deputies_are_alternatives():
    assert str(filled_by("lead", {"b", "a"})) == "@a or @b may fill the seat of lead"
