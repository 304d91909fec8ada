from __future__ import annotations

import pytest

from tidegate.terraform.excerpts import HEAD, TAIL, excerpt

LINES = "".join(f"line {number}\n" for number in range(10))  # 70 bytes, 7 each.


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.mark.parametrize("text", ["", "one", "one\r\ntwo\n", "é"])
def test_a_short_log_is_kept_whole(log, text):
    log.write_bytes(text.encode())
    assert excerpt(log) == text


@pytest.mark.parametrize(
    ("head", "tail", "kept"),
    [
        (7, 14, (1, 2)),
        (13, 13, (1, 1)),
        (0, 20, (0, 2)),
        (6, 6, (0, 0)),
    ],
)
def test_of_a_long_one_whole_lines_of_both_ends_are_kept(log, head, tail, kept):
    log.write_text(LINES)
    first, last = kept
    lines = LINES.splitlines(keepends=True)
    said = f"[{70 - 7 * (first + last)} bytes are left out here; the log has them.]\n"
    assert excerpt(log, head, tail) == "".join([*lines[:first], said, *lines[len(lines) - last :]])


def test_a_log_of_gigabytes_is_not_read_whole(log):
    with log.open("wb") as opened:
        opened.write(b"first\n")
        opened.seek(1 << 40)
        opened.write(b"\nlast\n")
    assert excerpt(log) == "first\n[1,099,511,627,771 bytes are left out here; the log has them.]\nlast\n"


def test_what_the_database_cannot_keep_and_what_is_no_text_does_not_stay(log):
    log.write_bytes(b"a\0b\xffc")
    assert excerpt(log) == "ab\ufffdc"


def test_no_more_is_kept_than_said(log):
    log.write_text("x" * 99 + "\n" + "y" * 99 + "\n", "utf-8")
    log.write_text(log.read_text() * 10_000)
    assert HEAD + TAIL - 200 < len(excerpt(log)) < HEAD + TAIL + 100
