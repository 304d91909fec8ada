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
    assert (turn.number, turn.actor, turn.places) == (9, "person-9", frozenset({NETWORK}))


def test_a_change_gets_everything_that_is_free_for_it_in_one_turn():
    (turn,) = turns([], [waiting(8), waiting(8, DATABASE, minute=1)])
    assert turn.keys == ("network", "database")


def test_places_are_queued_for_one_by_one():
    going = turns([], [waiting(8), waiting(9, minute=1), waiting(9, DATABASE, minute=2)])
    assert [(turn.number, turn.keys) for turn in going] == [(8, ("network",)), (9, ("database",))]


def test_projects_that_share_a_place_go_together():
    (turn,) = turns([], [waiting(8, key="blue"), waiting(8, key="green", minute=1)])
    assert turn.keys == ("blue", "green")


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
