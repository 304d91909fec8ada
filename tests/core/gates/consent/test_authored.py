from tidegate.core.gates.consent.authored import together
from tidegate.core.gates.facts import Authorship
from tidegate.core.known import Unknown

BOB = frozenset({"bob"})
ALICE = frozenset({"alice"})


def test_everybody_who_wrote_a_part_has_one_in_the_whole():
    found = together([Authorship(verified=BOB), Authorship(opened=ALICE)])
    assert found == Authorship(verified=BOB, opened=ALICE)
    assert found.everybody == BOB | ALICE


def test_one_part_that_nobody_reviewed_is_enough():
    reviewed = Authorship(verified=BOB, reviewed=BOB)
    assert together([reviewed, Authorship(opened=ALICE, reviewed=ALICE)]).reviewed == BOB | ALICE
    assert together([reviewed, Authorship(verified=BOB)]).reviewed == frozenset()
    assert together([reviewed, Authorship(opened=BOB)]).reviewed == frozenset()


def test_what_is_not_known_of_one_part_is_not_known_of_the_whole():
    unknown = Unknown(unknown_because="the forge did not answer")
    assert together([Authorship(verified=BOB), unknown]) is unknown
