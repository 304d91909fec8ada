"""Taking what is there from JSON, and naming what is not."""

from datetime import UTC, datetime

import pytest

from tidegate.forge.github.payload import Incomplete, flag, instant, number, part, words

PULL = {"user": {"login": "alice"}, "number": 7, "draft": True, "at": "2026-11-24T18:00:00+09:00", "head": None}


def test_a_value_is_found_by_its_path():
    assert part(PULL, "user", "login") == "alice"
    assert part(PULL, "head", "repo", "full_name") is None
    assert (words(PULL, "user", "login"), number(PULL, "number"), flag(PULL, "draft")) == ("alice", 7, True)


def test_a_moment_is_told_in_utc():
    assert instant(PULL, "at") == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert instant(PULL, "at").utcoffset().total_seconds() == 0


@pytest.mark.parametrize(
    ("read", "path"),
    [(words, ("user", "name")), (words, ("number",)), (number, ("user",)), (instant, ("user", "login"))],
)
def test_what_is_missing_is_named(read, path):
    with pytest.raises(Incomplete, match=r"\.".join(path)):
        read(PULL, *path)


def test_a_missing_switch_is_off():
    assert flag(PULL, "merged") is False
