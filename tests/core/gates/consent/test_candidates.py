import pytest

from support.consents import ROLES, prod
from tidegate.core.gates.consent.approvers import with_out
from tidegate.core.gates.consent.candidates import Candidates
from tidegate.core.gates.needs import Able
from tidegate.core.people import Role


def candidates(*out, given=(), roles=ROLES):
    return Candidates(approvers=with_out(prod(), roles, dict.fromkeys(out, "is out")), given=dict(given))


@pytest.mark.parametrize(
    ("role", "out", "named"),
    [
        ("cto", (), "cto (@park-cto)"),
        ("senior", (), "senior"),
        ("cto", ("park-cto",), "cto (@choi-vp for @park-cto)"),
        ("cto", ("park-cto", "choi-vp"), "cto"),
        ("unheard-of", (), "unheard-of"),
    ],
)
def test_people_are_named_where_only_people_hold_a_role(role, out, named):
    assert str(candidates(*out).named(role)) == named


def test_those_who_have_consented_are_not_asked_again():
    assert str(candidates(given=[("park-cto", frozenset({"cto"}))]).named("cto")) == "cto"


def test_several_roles_are_alternatives():
    assert str(candidates().any_of(("senior", "cto"))) == "senior or cto (@park-cto)"


@pytest.mark.parametrize(
    ("out", "left"),
    [
        ((), ()),
        (("park-cto",), ()),
        (("park-cto", "choi-vp"), ("cto",)),
        (("kim-lead", "lee-devops", "park-cto", "choi-vp"), ("devops-lead", "cto")),
    ],
)
def test_a_seat_whose_holder_and_deputies_are_out_cannot_be_filled(out, left):
    assert candidates(*out).unfillable(("devops-lead", "cto")) == left


def test_a_seat_that_a_team_may_fill_always_can_be():
    assert candidates("kim-lead", "lee-devops").unfillable(("senior",)) == ()


def test_one_person_for_two_seats_is_one_too_few():
    both = {
        "cto": Role(name="cto", logins=frozenset({"park"})),
        "lead": Role(name="lead", logins=frozenset({"park"})),
    }
    assert candidates(roles=both).unfillable(("lead", "cto")) == ("cto",)


def test_whoever_has_consented_keeps_a_seat_fillable():
    given = [("park-cto", frozenset({"cto"}))]
    assert candidates("park-cto", "choi-vp", given=given).unfillable(("cto",)) == ()


def test_people_are_counted_where_no_team_holds_the_roles():
    few = candidates()
    assert few.can_reach(2, ("cto", "devops-lead"))
    assert not few.can_reach(3, ("cto", "devops-lead"))
    assert few.can_reach(30, ("senior",))


def test_whoever_could_consent_is_found_once_by_name_or_by_team():
    assert candidates().able(("devops",)) == (
        Able(role="devops"),
        Able(role="devops-lead", login="kim-lead"),
    )
    assert candidates("park-cto").able(("cto",)) == (Able(role="cto", login="choi-vp", holder="park-cto"),)
    assert candidates(given=[("park-cto", frozenset({"cto"}))]).able(("cto",)) == ()
