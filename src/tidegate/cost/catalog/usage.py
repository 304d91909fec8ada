"""Files of expected usage: `version: 0.1`, by type and by address. What is said of an address wins over its type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tidegate.config.marks import Document, Listing, Node, Path, Scalar, Table
from tidegate.config.problems import did_you_mean, refuse
from tidegate.config.text import read_document
from tidegate.core.marks import Problem
from tidegate.cost.catalog.expected import INDEX, Amounts, Usage

VERSION = "0.1"
_BY_TYPE, _BY_ADDRESS = "resource_type_default_usage", "resource_usage"
_KEYS = ("version", _BY_TYPE, _BY_ADDRESS)
_TYPE = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")


def read_usage(text: str, file: str) -> Usage:
    """The usage of a file's text; none where it is empty.

    Raises:
        BadInput: With every problem of the text.
    """
    if not text.strip():
        return Usage()
    document = read_document(text, file)
    refuse(tuple(_problems(document)))
    by_address: dict[str, list[tuple[str, Amounts]]] = {}
    for address, amounts in _amounts(document, _BY_ADDRESS).items():
        by_address.setdefault(INDEX.sub("[*]", address), []).append((address, amounts))
    return Usage(
        by_type=_amounts(document, _BY_TYPE),
        by_address={key: tuple(sorted(each, key=_generality)) for key, each in by_address.items()},
    )


def _generality(written: tuple[str, Amounts]) -> int:
    return -written[0].count("[*]")


def _problems(document: Document) -> Iterator[Problem]:
    if not isinstance(document.root, Table):
        yield document.problem((), "A usage file is a mapping.", f"Write `version: {VERSION}` and `{_BY_ADDRESS}:`.")
        return
    for key in document.root.entries:
        if key not in _KEYS:
            yield document.key_problem((key,), f"`{key}` is not a key of a usage file.", did_you_mean(key, _KEYS))
    yield from _version(document)
    for key in (_BY_TYPE, _BY_ADDRESS):
        yield from _entries(document, key)


def _version(document: Document) -> Iterator[Problem]:
    version = document.node(("version",))
    if document.mark("version") is None:
        yield document.problem((), "`version` is missing.", f"Add `version: {VERSION}`.")
    elif not (isinstance(version, Scalar) and version.text == VERSION):
        yield document.problem(("version",), f"Only version {VERSION} is read.", f"Write `version: {VERSION}`.")


def _entries(document: Document, key: str) -> Iterator[Problem]:
    node = _written(document, key)
    if node is None:
        return
    if not isinstance(node, Table):
        yield document.problem((key,), f"`{key}` is a mapping.", "Write `name:` lines below it.")
        return
    for name, entry in node.entries.items():
        path: Path = (key, name)
        if not (_TYPE.fullmatch(name) if key == _BY_TYPE else "." in name):
            wanted = "a resource type" if key == _BY_TYPE else "an address"
            yield document.key_problem(path, f"`{name}` is not {wanted}.", _example(key))
        if not isinstance(entry.node, Table):
            yield document.problem(path, "What is used is a mapping.", "Write `name: number` lines below it.")
            continue
        yield from _numbers(document, path, entry.node)


def _example(key: str) -> str:
    return "Write `aws_lambda_function`, say." if key == _BY_TYPE else "Write `aws_lambda_function.hello[*]`, say."


def _numbers(document: Document, path: Path, node: Node) -> Iterator[Problem]:
    match node:
        case Table(entries=entries):
            for name, entry in entries.items():
                yield from _numbers(document, (*path, name), entry.node)
        case Listing():
            yield document.problem(path, "A number is expected here, not a list.")
        case Scalar(value=None):
            return
        case Scalar(text=text) if not _NUMBER.fullmatch(text):
            yield document.problem(
                path, f"`{text}` is not a number.", "Write how much a month is expected; words say nothing here."
            )


def _amounts(document: Document, key: str) -> dict[str, Amounts]:
    node = _written(document, key)
    entries = node.entries.items() if isinstance(node, Table) else ()
    return {name: dict(_flat("", entry.node)) for name, entry in entries}


def _flat(prefix: str, node: Node) -> Iterator[tuple[str, Decimal]]:
    if isinstance(node, Table):
        for name, entry in node.entries.items():
            yield from _flat(f"{prefix}.{name}" if prefix else name, entry.node)
    elif isinstance(node, Scalar) and node.value is not None:
        yield prefix, Decimal(node.text)


def _written(document: Document, key: str) -> Node | None:
    """What stands behind a key; None when nothing does."""
    node = document.node((key,)) if document.mark(key) else None
    return None if isinstance(node, Scalar) and node.value is None else node
