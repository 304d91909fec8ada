"""Following a log file from a place in it: read what is there, then what comes, no gap and no line twice."""

from __future__ import annotations

import asyncio
import codecs
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

CHUNK = 64 * 1024  # Bytes read at once.


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How far a log was read.

    Attributes:
        offset: Bytes.
        file: Inode they were read from: a log is written anew when secrets are taken out of it, and an offset into the
            old one means nothing in the new one.
    """

    offset: int = 0
    file: int = 0

    def __str__(self) -> str:
        return f"{self.offset}-{self.file}"


START = Place()
# As `str` writes a place; no file system has an offset or an inode of more than 20 digits (64 bits).
_PLACE = re.compile(r"([0-9]{1,20})-([0-9]{1,20})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some text of a log. `place` is where it ends; `afresh` when it takes the place of everything before."""

    text: str
    place: Place
    afresh: bool = False


def place_from(words: str | None) -> Place:
    """A place as `str` writes it; the start when it is none."""
    found = _PLACE.fullmatch(words or "")
    return Place(offset=int(found[1]), file=int(found[2])) if found else START


def read_on(log: Path, place: Place, limit: int = CHUNK) -> Piece | None:
    """What follows a place, at most `limit` bytes, whole characters only. None when there is nothing more yet."""
    try:
        file = log.open("rb")
    except FileNotFoundError:
        return None
    with file:
        status = os.fstat(file.fileno())
        same = status.st_ino == place.file and status.st_size >= place.offset
        begin = place.offset if same else 0
        file.seek(begin)
        data = file.read(limit)
    text, used = _decoded(data)
    if not used:
        return None
    end = Place(offset=begin + used, file=status.st_ino)
    return Piece(text=text, place=end, afresh=not same and place.offset > 0)


async def follow(
    log: Path, place: Place, finished: Callable[[], Awaitable[bool]], *, pause: float = 0.3
) -> AsyncIterator[Piece | None]:
    """Everything after `place` until the run has finished; None now and then while there is nothing new."""
    while True:
        over = await finished()  # Asked before reading: what was written before the end is read after it.
        while piece := await asyncio.to_thread(read_on, log, place):
            place = piece.place
            yield piece
        if over:
            return
        yield None
        await asyncio.sleep(pause)


def _decoded(data: bytes) -> tuple[str, int]:
    """Text of the whole characters in `data`, and how many bytes they are."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(data)
    return text, len(data) - len(decoder.getstate()[0])
