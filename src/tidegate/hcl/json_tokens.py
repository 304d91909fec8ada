"""Configuration in Terraform's JSON syntax as tokens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tidegate.core.plans.code import Piece, hash_of
from tidegate.hcl.names import READERS, names_in, references_in

COMMENT = "//"
REFERRING = frozenset({"locals", "resource", "data"})
"""Kinds of blocks of which it is kept what they refer to."""
_LABELS = {"resource": 2, "data": 2, "ephemeral": 2, "variable": 1, "output": 1, "module": 1, "provider": 1, "check": 1}
_READS = re.compile(rf"\b(?:{'|'.join(sorted(READERS))})\s*\(")


def pieces_of_json(content: bytes) -> tuple[Piece, ...] | None:
    """The blocks of a file; None where they cannot be told apart.

    Raises:
        ValueError: It is no JSON, or a key of it stands there twice.
    """
    document = json.loads(content.decode(), object_pairs_hook=_once, parse_float=_as_written, parse_int=_as_written)
    return tuple(_blocks(document)) if isinstance(document, dict) else None


def _blocks(document: dict[str, Any]) -> Iterator[Piece]:
    for kind, value in document.items():
        if kind != COMMENT:
            for labels, body in _labelled(value, _LABELS.get(kind, 0)):
                yield _piece(kind, labels, body)


def _labelled(value: Any, depth: int) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Bodies with the labels above them. Terraform takes a list wherever it takes an object of blocks."""
    for each in value if isinstance(value, list) else [value]:
        if not depth or not isinstance(each, dict):
            yield (), each
            continue
        for label, inner in each.items():
            yield from (((label, *labels), body) for labels, body in _labelled(inner, depth - 1))


def _piece(kind: str, labels: tuple[str, ...], body: Any) -> Piece:
    dropped = {COMMENT, "description"} if kind in ("variable", "output") else {COMMENT}
    kept = {key: value for key, value in body.items() if key not in dropped} if isinstance(body, dict) else body
    read = {key: value for key, value in kept.items() if key != "source"} if kind == "module" else kept
    texts = [] if kind == "terraform" else list(_texts(read))
    return Piece(
        kind=kind,
        labels=labels,
        tokens=hash_of(["json", kept]),
        names=tuple(sorted({name for text in texts for name in names_in(text)})),
        reads_any=any(map(_READS.search, texts)) or (isinstance(body, dict) and "provisioner" in body),
        refers=tuple(_refers(kept)) if kind in REFERRING and isinstance(kept, dict) else (),
    )


def _refers(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        parts = value.items() if name == "dynamic" and isinstance(value, dict) else [(name, value)]
        for part, inner in parts:
            yield from ((part, found) for text in _texts(inner) for found in references_in(text))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _as_written(number: str) -> list[str]:
    """A number with all its digits, and no text."""
    return ["number", number]
