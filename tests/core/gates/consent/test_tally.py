from dataclasses import replace

from tidegate.core.gates.consent.consents import Judged
from tidegate.core.gates.consent.requirement import Requirement
from tidegate.core.gates.consent.tally import tally
from tidegate.core.words import say

TWO = Requirement(count=2, counting=("senior", "devops", "lead", "cto"), each=("lead", "cto"))


def one(login, *roles, **changed):
    return replace(Judged(login=login, outcome="counts", line=say(""), roles=frozenset(roles)), **changed)


def enough(needed, *judged, justified=False):
    return tally(needed, judged, justified=justified).is_enough


def test_each_seat_wants_somebody_and_the_number_counts_everybody():
    assert enough(TWO, one("kim", "lead"), one("park", "cto"))
    found = tally(TWO, (one("kim", "lead"), one("bob", "senior")), justified=False)
    assert (found.lacking, found.open_seats) == (0, ("cto",))
    assert tally(TWO, (one("kim", "lead"),), justified=False).lacking == 1


def test_what_does_not_count_counts_for_nothing():
    assert not enough(TWO, one("kim", "lead"), one("park", "cto", outcome="does not count"))


def test_a_role_that_is_only_wanted_besides_fills_no_place_in_the_number():
    needed = replace(TWO, count=1, each=(), besides=("security",))
    found = tally(needed, (one("sue", "security"),), justified=False)
    assert (found.lacking, found.not_besides, found.counted) == (1, (), ())
    assert enough(needed, one("sue", "security"), one("bob", "senior"))


def test_whoever_sits_on_a_seat_may_be_the_one_wanted_besides():
    assert enough(replace(TWO, besides=("cto",)), one("kim", "lead"), one("park", "cto"))


def test_the_business_reason_is_needed_where_it_is_asked_for():
    needed = Requirement(count=0, counting=("senior",), justification=True)
    assert not enough(needed)
    assert enough(needed, justified=True)


def test_an_emergency_wants_somebody_who_lets_it_happen_and_that_may_be_one_of_the_others():
    needed = replace(TWO, override=("cto",))
    assert not enough(needed, one("kim", "lead"), one("park", "cto"))
    assert enough(needed, one("kim", "lead"), one("park", "cto", overrides=True))


def test_one_who_wrote_none_of_it_is_needed_among_those_who_did():
    needed = Requirement(count=1, counting=("senior",))
    wrote = one("bob", "senior", has_written=True)
    assert not enough(needed, wrote)
    assert enough(needed, wrote, one("carol", "senior"))
    assert enough(replace(needed, count=0), wrote)
