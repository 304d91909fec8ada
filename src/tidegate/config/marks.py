"""A YAML document as a tree in which every value knows where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tidegate.core.marks import Mark, Problem

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value.

    Attributes:
        value: What it means; text unless it is a plain whole number, `true`/`false` or null.
        text: As written, without quotes.
        comment: What stands after `#` on the line it ends on.
    """

    value: str | int | bool | None
    text: str
    mark: Mark
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A member of a list. `index` is the place it was written at, which taking others out does not change."""

    index: int
    node: Node

    @property
    def mark(self) -> Mark:
        return self.node.mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key with its value. `mark` is the key's place."""

    key: str
    mark: Mark
    node: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A mapping, in written order."""

    entries: dict[str, Entry]
    mark: Mark


Node = Scalar | Listing | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole file: its tree, with places and problems by path.

    Paths are those pydantic reports: keys, and positions in lists.
    """

    root: Node

    @property
    def data(self) -> Any:
        """The tree as plain dicts, lists and scalars."""
        return _plain(self.root)

    def node(self, path: Path) -> Node:
        """The value at `path`, or the nearest one above it that is there."""
        steps = self._walk(path)
        return steps[-1].node if steps else self.root

    def mark(self, *path: str | int) -> Mark | None:
        """Where the key or list member at `path` was written; None when it was not."""
        steps = self._walk(path)
        if not path or len(steps) < len(path):
            return None
        return steps[-1].mark

    def keys(self, *path: str | int) -> tuple[str, ...]:
        """The keys written at `path`; none when there is no mapping."""
        node = self.node(path) if len(self._walk(path)) == len(path) else None
        return tuple(node.entries) if isinstance(node, Table) else ()

    def problem(self, path: Path, message: str, suggestion: str = "") -> Problem:
        """A fault of the value at `path`, placed at the value itself."""
        node = self.node(path)
        return Problem(
            mark=node.mark, path=self.dotted(path), text=text_of(node), message=message, suggestion=suggestion
        )

    def key_problem(self, path: Path, message: str, suggestion: str = "") -> Problem:
        """A fault of the key at the end of `path`."""
        mark = self.mark(*path) or self.node(path).mark
        return Problem(mark=mark, path=self.dotted(path), text=str(path[-1]), message=message, suggestion=suggestion)

    def dotted(self, path: Path) -> str:
        """`environments.staging.apply.allow[1]`, with positions in lists as they were written."""
        steps = self._walk(path)
        shown = ""
        for position, part in enumerate(path):
            if isinstance(part, str):
                shown += f".{part}" if shown else part
                continue
            step = steps[position] if position < len(steps) else None
            shown += f"[{step.index if isinstance(step, Item) else part}]"
        return shown

    def written(self) -> Iterator[tuple[str, Entry]]:
        """Every key of the file with its dotted path."""
        yield from _entries(self.root, "")

    def without(self, paths: frozenset[Path]) -> Document:
        """The same document with the values at `paths` taken out."""
        return replace(self, root=_pruned(self.root, (), paths))

    def _walk(self, path: Path) -> list[Entry | Item]:
        steps: list[Entry | Item] = []
        node = self.root
        for part in path:
            step: Entry | Item | None = None
            match node:
                case Table(entries=entries):
                    step = entries.get(str(part))
                case Listing(items=items) if isinstance(part, int) and part < len(items):
                    step = items[part]
            if step is None:
                break
            steps.append(step)
            node = step.node
        return steps


def text_of(node: Node) -> str:
    """What a problem quotes: a scalar's text, or the kind of anything larger."""
    match node:
        case Scalar(text=text):
            return text
        case Listing():
            return "a list"
        case Table():
            return "a mapping"


def _plain(node: Node) -> Any:
    match node:
        case Scalar(value=value):
            return value
        case Listing(items=items):
            return [_plain(item.node) for item in items]
        case Table(entries=entries):
            return {key: _plain(entry.node) for key, entry in entries.items()}


def _entries(node: Node, prefix: str) -> Iterator[tuple[str, Entry]]:
    if isinstance(node, Listing):
        for item in node.items:
            yield from _entries(item.node, f"{prefix}[{item.index}]")
    if isinstance(node, Table):
        for key, entry in node.entries.items():
            dotted = f"{prefix}.{key}" if prefix else key
            yield dotted, entry
            yield from _entries(entry.node, dotted)


def _pruned(node: Node, at: Path, paths: frozenset[Path]) -> Node:
    match node:
        case Scalar():
            return node
        case Listing(items=items):
            kept = [(n, item) for n, item in enumerate(items) if (*at, n) not in paths]
            return replace(node, items=tuple(replace(i, node=_pruned(i.node, (*at, n), paths)) for n, i in kept))
        case Table(entries=entries):
            return replace(
                node,
                entries={
                    key: replace(entry, node=_pruned(entry.node, (*at, key), paths))
                    for key, entry in entries.items()
                    if (*at, key) not in paths
                },
            )
