"""The code of modules as it was committed: no step and no provider of a plan can have tidied it up since."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tidegate.core.plans.code import ModuleCode, Piece, Reads
from tidegate.hcl.tokens import is_configuration, pieces
from tidegate.ports.checkout import Checkout

_UNREADABLE = "\ufffd"


class Blobs:
    """Files of a commit. Those of a folder are found without a look at all others.

    Args:
        hashes: Path → hash of every file.
    """

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self.hashes = hashes
        self._paths = sorted(hashes)

    def below(self, folder: str) -> Sequence[str]:
        """Paths in a folder and all below it, sorted; `.` is the root."""
        if folder == ".":
            return self._paths
        # `0` comes right after `/`.
        return self._paths[bisect_left(self._paths, f"{folder}/") : bisect_left(self._paths, f"{folder}0")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """A commit, as far as code is concerned.

    Attributes:
        code: Directory → its code, of those that were asked for.
    """

    blobs: Blobs
    code: Mapping[str, ModuleCode]

    def hashes(self, wanted: Reads) -> Mapping[str, str]:
        """Path → hash of the files there are among those that code may read."""
        there = self.blobs.hashes
        found = {path: there[path] for path in wanted.files if path in there}
        return {**found, **{path: there[path] for folder in wanted.folders for path in self.blobs.below(folder)}}


NOTHING = Committed(blobs=Blobs({}), code={})


async def committed(checkout: Checkout, repo: str, commit: str, dirs: Iterable[str]) -> Committed:
    """Modules in these directories at a commit the mirror has."""
    blobs = Blobs(await checkout.blobs(repo, commit))
    names = {place: list(filter(is_configuration, _in(place, blobs))) for place in dict.fromkeys(dirs)}
    texts = await checkout.texts(repo, commit, [path for paths in names.values() for path in paths])
    return Committed(blobs=blobs, code={place: _code(place, paths, blobs, texts) for place, paths in names.items()})


def _in(place: str, blobs: Blobs) -> Iterable[str]:
    """Files of a folder that lie in no other one of it."""
    return (path for path in blobs.below(place) if (posixpath.dirname(path) or ".") == place)


def _code(place: str, paths: Iterable[str], blobs: Blobs, texts: Mapping[str, str]) -> ModuleCode:
    return ModuleCode(
        dir=place,
        pieces=tuple(piece for path in paths for piece in _pieces(path, blobs.hashes[path], texts.get(path))),
        others=tuple(path for path in blobs.below(place) if path not in texts),
    )


def _pieces(path: str, blob: str, text: str | None) -> tuple[Piece, ...]:
    name = posixpath.basename(path)
    if text is None or _UNREADABLE in text:
        return (Piece(kind="file", labels=(name,), tokens=blob, reads_any=True),)
    return pieces(name, text.encode())
