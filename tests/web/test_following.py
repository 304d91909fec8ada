import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.web.following import START, Place, follow, place_from, read_on


@given(st.integers(min_value=0, max_value=2**64 - 1), st.integers(min_value=0, max_value=2**64 - 1))
def test_a_place_reads_back_as_it_was_written(offset, file):
    place = Place(offset=offset, file=file)
    assert place_from(str(place)) == place


@pytest.mark.parametrize(
    "words", [None, "", "12", "-1-5", "x-1", "1-", "¹-²", "1-2-3", "9" * 5000 + "-1", "1-" + "9" * 5000, "1-2\n"]
)
def test_anything_else_begins_at_the_start(words):
    assert place_from(words) == START


@given(text=st.text(max_size=60), limit=st.integers(min_value=4, max_value=16))
def test_read_piece_by_piece_a_log_is_whole_whatever_its_characters(tmp_path_factory, text, limit):
    log = tmp_path_factory.mktemp("log") / "log"
    log.write_bytes(text.encode())
    place, read = START, ""
    while piece := read_on(log, place, limit):
        place, read = piece.place, read + piece.text
    assert read == text


def test_half_a_character_waits_for_its_other_half(tmp_path):
    log, whole = tmp_path / "log", "가".encode()
    log.write_bytes(b"a" + whole[:2])
    first = read_on(log, START)
    assert first.text == "a"
    assert read_on(log, first.place) is None
    with log.open("ab") as file:
        file.write(whole[2:])
    assert read_on(log, first.place).text == "가"


def test_a_log_written_anew_is_read_afresh(tmp_path):
    log, rewritten = tmp_path / "log", tmp_path / "log.tmp"
    log.write_text("the password is tide\n")
    first = read_on(log, START)
    rewritten.write_text("the password is (hidden)\n")
    rewritten.replace(log)
    again = read_on(log, first.place)
    assert (again.text, again.afresh) == ("the password is (hidden)\n", True)


def test_a_log_that_is_not_there_yet_has_nothing(tmp_path):
    assert read_on(tmp_path / "log", START) is None


async def test_nothing_is_lost_and_nothing_comes_twice_while_it_is_written(tmp_path):
    log = tmp_path / "log"
    lines = [f"line {n} 진행 중\n" for n in range(300)]
    done = asyncio.Event()

    async def write():
        for line in lines:
            with log.open("a") as file:
                file.write(line)
            await asyncio.sleep(0)
        done.set()

    async def finished():
        return done.is_set()

    writing = asyncio.create_task(write())
    read = [piece.text async for piece in follow(log, START, finished, pause=0.001) if piece]
    await writing
    assert "".join(read) == "".join(lines)
    assert len(read) > 1, "it was followed, not read at the end"


async def test_what_was_written_just_before_the_end_is_read(tmp_path):
    log = tmp_path / "log"

    async def finished():
        log.write_text("last words\n")
        return True

    assert [piece.text async for piece in follow(log, START, finished) if piece] == ["last words\n"]
