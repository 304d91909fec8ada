import pytest

from support.notices import words_of
from tidegate.core.notices.cancelling import Cancelled, compose, still_running


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (Cancelled(plans=("network",)), "Cancelled: the plan of network."),
        (Cancelled(plans=("network", "database")), "Cancelled: the plans of network and database."),
        (
            Cancelled(put_off=("`db` at Mon 2026-11-30 09:00 KST",)),
            "Taken back: the apply of db at Mon 2026-11-30 09:00",
        ),
        (Cancelled(not_begun=("database",)), "Not applied any more: database."),
        (Cancelled(interrupted=("network",)), "nothing more is sent to it"),
        (Cancelled(going_on=("network",)), "goes on. To interrupt it, comment atlantis cancel --apply."),
        (Cancelled(forbidden=("network",)), "only somebody who may apply there can interrupt it"),
        (Cancelled(), "There is nothing to cancel here."),
    ],
)
def test_it_is_said_what_became_of_each(done, said):
    assert said in words_of(compose(done).blocks)


def test_whoever_interrupted_an_apply_is_told_that_it_takes_long():
    assert "@bob: the apply of network was interrupted and is still running" in words_of(
        still_running(["network"], "bob").blocks
    )
