"""The code behind a plan: top-level blocks as their readers hand them over, and which of them a digest covers.

A plan's own `configuration` lists of a computed expression only what it refers to, so the code itself is looked at.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
ANY = "*"  # Before a name of which only the end is written.


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A top-level block; or a whole file, where its blocks cannot be told apart.

    Attributes:
        kind: `resource`, `locals` ...; `file` for a whole file.
        labels: What stands between its kind and its body: `("aws_instance", "web")`.
        tokens: Hash of its tokens, without comments, whitespace between them and what only describes.
        names: What may name a file in it, as it is written: `templates/x.tpl`, `/x.sh`; `*.tpl` where only the end
            of a name is written.
        reads_any: It may read files nothing written in it names.
        refers: A name and what stands there refers to: of local values each one's name, of resources what a plan says
            nothing of, by the blocks of it (`dynamic` ones by what they make). No name where that cannot be told.
    """

    kind: str
    labels: tuple[str, ...]
    tokens: str
    names: tuple[str, ...] = ()
    reads_any: bool = False
    refers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCode:
    """The code of one module's directory.

    Attributes:
        dir: From the root of the checkout; `.` is the root itself.
        others: Files in it and below that are no configuration, from the root of the checkout.
    """

    dir: str
    pieces: tuple[Piece, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """Files that code may read, from the root of the checkout; whether they are there is for others to find out.

    Attributes:
        folders: Everything below them.
    """

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()


def covered_pieces(code: ModuleCode, module: str, touched: frozenset[str], outputs: frozenset[str]) -> ModuleCode:
    """A module's code without resources and root outputs that stay as they are.

    Args:
        code: All of it.
        module: Its address; empty for the root.
        touched: Addresses, without instance keys, of resources the plan does something with.
        outputs: Names of the root's outputs that change.
    """
    path = f"{module}." if module else ""

    def stays(piece: Piece) -> bool:
        if piece.kind == "resource":
            return path + ".".join(piece.labels) not in touched
        return piece.kind == "output" and not module and not outputs.intersection(piece.labels)

    return ModuleCode(dir=code.dir, pieces=tuple(each for each in code.pieces if not stays(each)), others=code.others)


def reads(code: ModuleCode, root: ModuleCode) -> Reads:
    """What a module's code may read. Paths are relative to its own directory or to the root module's."""
    here = {name for piece in code.pieces for name in piece.names}
    known = (*code.others, *root.others)
    ends = frozenset(name[1:] for name in here if name.startswith(ANY))
    lengths = {len(end) for end in ends}  # Few, where there are many ends.
    files = {path for path in known if any(path[len(path) - length :] in ends for length in lengths)}
    if any(piece.reads_any for piece in code.pieces):
        files.update(code.others)
    folders = set()
    for name in (each for each in here if not each.startswith(ANY)):
        for path in _within({code.dir, root.dir}, name):
            files.add(path)
            if "/" in name:
                folders.add(path)
    return Reads(files=frozenset(files), folders=frozenset(folders))


def _within(bases: Iterable[str], name: str) -> Iterator[str]:
    places = frozenset(bases)
    for base in places:
        path = posixpath.normpath(posixpath.join(base, name.lstrip("/")))
        # A folder the code itself lies in is not what it reads.
        holds_code = path == "." or any(f"{place}/".startswith(f"{path}/") for place in places)
        if path.split("/")[0] != ".." and not holds_code:
            yield path


def calls(configuration: Document) -> Mapping[str, Document]:
    """Address → call of every module below the root, as a plan's `configuration` tells of them."""
    found: dict[str, Document] = {}

    def walk(module: Document, path: str) -> None:
        for name, call in module.get("module_calls", {}).items():
            address = f"{path}module.{name}"
            found[address] = call
            walk(call.get("module", {}), f"{address}.")

    walk(configuration.get("root_module", {}), "")
    return found


def parent_of(address: str) -> str:
    """`module.a.module.b` → `module.a`; the root's children have the root, which is empty."""
    return ".".join(address.split(".")[:-2])


def as_document(code: ModuleCode, hashes: Mapping[str, str]) -> Document:
    """What is hashed of a module: its blocks in no order, and the files it may read.

    Files are told apart by their place beside the module, so that it may move as a whole.
    """
    blocks = sorted([piece.kind, *piece.labels, piece.tokens] for piece in code.pieces)
    return {
        "blocks": blocks,
        "files": {posixpath.relpath(path, code.dir): found for path, found in hashes.items()},
    }


def module_hashes(own: Mapping[str, Document]) -> Mapping[str, str]:
    """Address → hash of a module's content and of all it calls, of what `as_document` says of each."""
    found: dict[str, str] = {}
    below: dict[str, dict[str, str]] = {}
    for address in sorted(own, key=lambda each: each.count("."), reverse=True):
        found[address] = hash_of({"own": own[address], "calls": below.get(address, {})})
        if address:
            parent = parent_of(address)
            below.setdefault(parent, {})[address.removeprefix(parent).lstrip(".")] = found[address]
    return found


def hash_of(document: object) -> str:
    """Hexadecimal SHA-256 of a value as canonical JSON."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
