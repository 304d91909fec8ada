"""YAML text → marked tree. Scalars follow YAML 1.2 and its spirit: `on`, `9:00`, `0755`, `1.10` stay text.

libyaml's events are read one by one, so that depth, size and doubled keys are checked before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NoReturn

import yaml

from tidegate.config.marks import Document, Entry, Item, Listing, Node, Scalar, Table, text_of
from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 40
MAX_VALUES = 500_000  # after aliases are followed: a few anchors can stand for billions of values

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_COMMENT = re.compile(r"[\s,\]}]*\s#\s*(.*)")
_BLOCK_BY_ACCIDENT = re.compile(r": ([>|])[^\s\d+-]")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")
_MERGE = "<<"


def read_document(text: str, file: str) -> Document:
    """The tree of a YAML text.

    Raises:
        BadInput: The text is not YAML, or uses what a configuration file has no need of.
    """
    if len(text) > MAX_CHARACTERS:
        raise BadInput((_problem(file, f"The file holds more than {MAX_CHARACTERS:,} characters."),))
    builder = _Builder(file=file, lines=_LINE_BREAK.split(text))
    try:
        root = builder.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        raise BadInput((*builder.problems, _syntax(error, builder.lines, file))) from None
    except (yaml.YAMLError, UnicodeError):
        raise BadInput((_unprintable(text, file),)) from None
    if builder.problems:
        raise BadInput(tuple(builder.problems))
    return Document(root=root)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Builds nodes from events; faults that do not end the reading are collected."""

    file: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    values: int = 0

    def document(self, events: Iterator[yaml.Event]) -> Node:
        root: Node = Scalar(value=None, text="", mark=Mark(file=self.file, line=1))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop(event, "A second document starts here.", "Keep one document; remove the `---` line.")
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 0)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        before = self.values
        self.count(event, 1)
        if depth > MAX_DEPTH:
            self.stop(event, f"Values are nested more than {MAX_DEPTH} levels deep.")
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        self.check_tag(event)
        node = self.value(event, events, depth)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.anchor:
            self.anchors[event.anchor] = (node, self.values - before)
        return node

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.listing(event, events, depth)
        return self.table(event, events, depth)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        plain = event.implicit[0] and event.tag is None
        return Scalar(
            value=_meaning(event.value) if plain else event.value,
            text=event.value,
            mark=self.mark(event),
            comment=self.comment(event),
        )

    def listing(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Listing:
        items: list[Item] = []
        for child in events:
            if isinstance(child, yaml.SequenceEndEvent):
                break
            items.append(Item(index=len(items), node=self.node(child, events, depth + 1)))
        return Listing(items=tuple(items), mark=self.mark(event))

    def table(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Table:
        entries: dict[str, Entry] = {}
        merged: dict[str, Entry] = {}
        for child in events:
            if isinstance(child, yaml.MappingEndEvent):
                break
            key = self.node(child, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if isinstance(key, Scalar) and key.text == _MERGE:
                merged = self.merge(value) | merged
            else:
                self.add(entries, key, value)
        return Table(entries=entries | {k: e for k, e in merged.items() if k not in entries}, mark=self.mark(event))

    def add(self, entries: dict[str, Entry], key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self.note(
                key.mark,
                text_of(key),
                "A key must be a single word.",
                "A text that starts with `{` or `[` needs quotes.",
            )
        elif key.text in entries:
            first = entries[key.text].mark
            self.note(
                key.mark,
                key.text,
                f"`{key.text}` is written twice.",
                f"The first one is in line {first.line}; keep one.",
            )
        else:
            entries[key.text] = Entry(key=key.text, mark=key.mark, node=value)

    def merge(self, value: Node) -> dict[str, Entry]:
        """Keys taken over by `<<`: earlier mappings of a list win, as YAML's merge type says."""
        match value:
            case Table(entries=entries):
                return entries
            case Listing(items=items) if all(isinstance(item.node, Table) for item in items):
                return {k: e for item in reversed(items) for k, e in self.merge(item.node).items()}
            case _:
                self.note(value.mark, text_of(value), "`<<` takes a mapping or a list of mappings.")
                return {}

    def alias(self, event: yaml.AliasEvent) -> Node:
        if event.anchor not in self.anchors:
            self.stop(
                event,
                f"`*{event.anchor}` refers to nothing written before it.",
                f"Mark a value with `&{event.anchor}` first.",
            )
        node, size = self.anchors[event.anchor]
        self.count(event, size)
        return node

    def check_tag(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent) and event.tag not in _TEXT_TAGS:
            self.note(
                self.mark(event), str(event.tag), f"The tag `{event.tag}` is not used here.", "Write the plain value."
            )

    def count(self, event: yaml.Event, size: int) -> None:
        self.values += size
        if self.values > MAX_VALUES:
            self.stop(
                event, f"The file stands for more than {MAX_VALUES:,} values.", "Aliases (`*name`) count in full."
            )

    def comment(self, event: yaml.ScalarEvent) -> str:
        end = event.end_mark
        if end is None or event.style in ("|", ">") or end.line >= len(self.lines):
            return ""
        found = _COMMENT.match(self.lines[end.line], end.column)
        return found[1].strip() if found else ""

    def mark(self, event: yaml.Event) -> Mark:
        place = event.start_mark
        return Mark(file=self.file, line=place.line + 1 if place else 1, column=place.column + 1 if place else 1)

    def note(self, mark: Mark, text: str, message: str, suggestion: str = "") -> None:
        self.problems.append(Problem(mark=mark, path="", text=text, message=message, suggestion=suggestion))

    def stop(self, event: yaml.Event, message: str, suggestion: str = "") -> NoReturn:
        self.note(self.mark(event), "", message, suggestion)
        raise BadInput(tuple(self.problems))


def _meaning(text: str) -> str | int | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE.fullmatch(text) else text


def _problem(file: str, message: str, suggestion: str = "") -> Problem:
    return Problem(mark=Mark(file=file, line=1), path="", text="", message=message, suggestion=suggestion)


def _syntax(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    place = error.problem_mark
    began = error.context_mark
    message = f"This is not YAML: {error.problem}" + (f" {error.context}" if error.context else "")
    if place is None:
        return _problem(file, f"{message}.")
    if began is not None and began.line != place.line:
        message += f" that began in line {began.line + 1}"
    line = lines[place.line] if place.line < len(lines) else ""
    mark = Mark(file=file, line=place.line + 1, column=place.column + 1)
    return Problem(mark=mark, path="", text=line.strip(), message=f"{message}.", suggestion=_hint(line, place.column))


def _hint(line: str, column: int) -> str:
    """The usual cause of a syntax error, judged by the line it was found in."""
    if "\t" in line[: column + 1]:
        return "Indent with spaces; this line holds a tab."
    if line[column : column + 1] in ("@", "`", "%"):
        return f"A text that starts with `{line[column]}` needs quotes."
    if _BLOCK_BY_ACCIDENT.search(line):
        return f"A text that starts with `{line[line.index(': ') + 2]}` needs quotes."
    if line.count(": ") > 1:
        return "A text that holds `: ` needs quotes."
    if "{{" in line or line.count('"') % 2 or line.count("[") != line.count("]") or line.count("{") != line.count("}"):
        return "Look for a bracket or quote that is not closed."
    return "Compare its indentation with the lines above it."


def _unprintable(text: str, file: str) -> Problem:
    """The first character libyaml does not take."""
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        for column, character in enumerate(line, start=1):
            if not (character.isprintable() or character in "\t\u3000\xa0\u200b\ufeff"):
                return replace(
                    _problem(file, "This character cannot stand in a text file."),
                    mark=Mark(file=file, line=number, column=column),
                    text=ascii(character)[1:-1],
                    suggestion="Remove it; save the file as UTF-8.",
                )
    return _problem(file, "The file is not readable text.", "Save it as UTF-8.")
