from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.deployments.locks import Place, Waiting, turns

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NETWORK, DATABASE = Place(dir="network", workspace="default"), Place(dir="database", workspace="default")


def waiting(number: int, place: Place = NETWORK, *, minute: int = 0, key: str = "") -> Waiting:
    since = NOON + timedelta(minutes=minute)
    return Waiting(place=place, key=key or place.dir, number=number, actor=f"person-{number}", since=since)


def test_nobody_goes_while_the_place_is_held():
    assert turns([NETWORK], [waiting(8)]) == ()


def test_the_change_that_has_waited_longest_goes_first_and_the_others_wait_on():
    (turn,) = turns([], [waiting(9, minute=5), waiting(8, minute=7)])
    assert (turn.number, turn.actor, turn.places) == (9, "person-9", (NETWORK,))


def test_a_change_gets_everything_that_is_free_for_it_in_one_turn():
    (turn,) = turns([], [waiting(8), waiting(8, DATABASE, minute=1)])
    assert turn.places == (NETWORK, DATABASE)


def test_what_a_change_does_not_wait_for_goes_to_the_next():
    going = turns([], [waiting(8), waiting(9, minute=1), waiting(9, DATABASE, minute=2)])
    assert [(turn.number, turn.places) for turn in going] == [(8, (NETWORK,)), (9, (DATABASE,))]


def test_of_two_that_wait_for_the_same_places_one_gets_both_though_they_queued_crosswise():
    crossed = [
        waiting(3, NETWORK, minute=1),
        waiting(4, DATABASE, minute=2),
        waiting(3, DATABASE, minute=3),
        waiting(4, NETWORK, minute=4),
    ]
    (turn,) = turns([], crossed)
    assert (turn.number, set(turn.places)) == (3, {NETWORK, DATABASE})


def test_projects_that_share_a_place_go_together():
    (turn,) = turns([], [waiting(8, key="blue"), waiting(8, key="green", minute=1)])
    assert turn.places == (NETWORK,)


def test_nothing_is_planned_in_the_name_of_somebody_who_did_not_ask():
    asked = [waiting(8), replace(waiting(8, DATABASE, minute=1), actor="somebody", head_sha="later")]
    going = turns([], asked)
    assert [(turn.actor, turn.head_sha, turn.places) for turn in going] == [
        ("person-8", "", (NETWORK,)),
        ("somebody", "later", (DATABASE,)),
    ]


def test_of_two_that_came_at_the_same_moment_the_older_change_goes_first():
    assert [turn.number for turn in turns([], [waiting(9), waiting(8)])] == [8]


PLACES = st.sampled_from([Place(dir=name, workspace="default") for name in "abc"])
WAITS = st.builds(
    lambda place, number, minute: waiting(number, place, minute=minute),
    PLACES,
    st.integers(1, 5),
    st.integers(0, 3),
)


@given(st.frozensets(PLACES), st.lists(WAITS, max_size=12))
def test_every_free_place_somebody_waits_for_goes_to_exactly_one_change_and_no_held_one_does(held, waits):
    going = turns(held, waits)
    given_away = [place for turn in going for place in turn.places]
    assert len(given_away) == len(set(given_away))
    assert set(given_away) == {wait.place for wait in waits} - held
