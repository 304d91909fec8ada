"""The code of modules as it was committed: no step and no provider of a plan can have tidied it up since."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tidegate.core.plans.code import ModuleCode, Piece, Reads
from tidegate.hcl.tokens import is_configuration, pieces
from tidegate.ports.checkout import Checkout

_UNREADABLE = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """A commit, as far as code is concerned.

    Attributes:
        blobs: Path → hash of every file.
        code: Directory → its code, of those that were asked for.
    """

    blobs: Mapping[str, str]
    code: Mapping[str, ModuleCode]

    def hashes(self, wanted: Reads) -> Mapping[str, str]:
        """Path → hash of the files there are among those that code may read."""
        found = {path: self.blobs[path] for path in wanted.files if path in self.blobs}
        under = tuple(f"{folder}/" for folder in wanted.folders)
        return {**found, **{path: blob for path, blob in self.blobs.items() if under and path.startswith(under)}}


NOTHING = Committed(blobs={}, code={})


async def committed(checkout: Checkout, repo: str, commit: str, dirs: Iterable[str]) -> Committed:
    """Modules in these directories at a commit the mirror has."""
    blobs = await checkout.blobs(repo, commit)
    names = {
        place: [path for path in blobs if (posixpath.dirname(path) or ".") == place and is_configuration(path)]
        for place in dict.fromkeys(dirs)
    }
    texts = await checkout.texts(repo, commit, [path for paths in names.values() for path in paths])
    return Committed(blobs=blobs, code={place: _code(place, paths, blobs, texts) for place, paths in names.items()})


def _code(place: str, paths: Iterable[str], blobs: Mapping[str, str], texts: Mapping[str, str]) -> ModuleCode:
    within = "" if place == "." else f"{place}/"
    return ModuleCode(
        dir=place,
        pieces=tuple(piece for path in paths for piece in _pieces(path, blobs[path], texts.get(path))),
        others=tuple(path for path in blobs if path.startswith(within) and path not in texts),
    )


def _pieces(path: str, blob: str, text: str | None) -> tuple[Piece, ...]:
    name = posixpath.basename(path)
    if text is None or _UNREADABLE in text:
        return (Piece(kind="file", labels=(name,), tokens=blob, reads_any=True),)
    return pieces(name, text.encode())
