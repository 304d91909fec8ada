"""JSON text → marked tree, by JSON's own grammar: nothing after the value, no comments, no trailing commas, no NaN."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn

from tidegate.config.marks import Document, Entry, Item, Listing, Node, Scalar, Table
from tidegate.config.text import MAX_CHARACTERS, MAX_DEPTH
from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_]+")
_STRINGS = json.JSONDecoder()
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def read_json(text: str, file: str) -> Document:
    """The tree of a JSON text.

    Raises:
        BadInput: The text is not JSON, or writes a key twice.
    """
    reader = _Reader(text, file)
    if len(text) > MAX_CHARACTERS:
        reader.stop(0, f"The text holds more than {MAX_CHARACTERS:,} characters.")
    root = reader.value(0)
    reader.skip()
    if reader.at < len(text):
        reader.stop(reader.at, "Something stands behind the end of the value.", "Remove it.")
    if reader.problems:
        raise BadInput(tuple(reader.problems))
    return Document(root=root)


class _Reader:
    """Reads from left to right; a key written twice is noted, anything else ends the reading."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.problems: list[Problem] = []

    def value(self, depth: int) -> Node:
        self.skip()
        if depth > MAX_DEPTH:
            self.stop(self.at, f"Values are nested more than {MAX_DEPTH} levels deep.")
        match self.text[self.at : self.at + 1]:
            case "{":
                return self.table(depth)
            case "[":
                return self.listing(depth)
            case '"':
                mark = self.mark(self.at)
                text = self.string()
                return Scalar(value=text, text=text, mark=mark)
            case _:
                return self.bare()

    def bare(self) -> Scalar:
        """A number or one of three words."""
        mark = self.mark(self.at)
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            whole = number[1] is None and number[2] is None
            return Scalar(value=int(number[0]) if whole else number[0], text=number[0], mark=mark)
        word = _WORD.match(self.text, self.at)
        if not word:
            self.stop(self.at, "A value is expected here.", "Text stands between double quotes.")
        if word[0] not in _WORDS:
            self.stop(self.at, f"`{word[0]}` is not JSON.", f'Did you mean `"{word[0]}"`?')
        self.at = word.end()
        return Scalar(value=_WORDS[word[0]], text=word[0], mark=mark)

    def listing(self, depth: int) -> Listing:
        mark = self.mark(self.at)
        items: list[Item] = []
        for _ in self.members("]"):
            items.append(Item(index=len(items), node=self.value(depth + 1)))
        return Listing(items=tuple(items), mark=mark)

    def table(self, depth: int) -> Table:
        mark = self.mark(self.at)
        entries: dict[str, Entry] = {}
        for _ in self.members("}"):
            if not self.text.startswith('"', self.at):
                self.stop(self.at, "A key is expected here.", "Keys stand between double quotes.")
            place = self.mark(self.at)
            key = self.string()
            self.expect(":", f"`:` is expected behind the key `{key}`.")
            node = self.value(depth + 1)
            if key in entries:
                self.note(
                    place, key, f"`{key}` is written twice.", f"The first one is in line {entries[key].mark.line}."
                )
            else:
                entries[key] = Entry(key=key, mark=place, node=node)
        return Table(entries=entries, mark=mark)

    def members(self, closing: str) -> Iterator[None]:
        """Once per member, standing at its beginning; commas and the closing bracket are seen to."""
        self.at += 1
        self.skip()
        while not self.text.startswith(closing, self.at):
            yield
            self.skip()
            if self.text.startswith(closing, self.at):
                break
            self.expect(",", f"`,` or `{closing}` is expected here.")
            self.skip()
            if self.text.startswith(closing, self.at):
                self.stop(self.at, "A comma stands before the closing bracket.", "Remove the comma.")
        self.at += 1

    def string(self) -> str:
        try:
            text, self.at = _STRINGS.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.stop(error.pos, f"This text is not JSON: {error.msg}.")
        return str(text)

    def expect(self, sign: str, message: str) -> None:
        self.skip()
        if not self.text.startswith(sign, self.at):
            self.stop(self.at, message)
        self.at += 1

    def skip(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def mark(self, at: int) -> Mark:
        line = self.text.count("\n", 0, at)
        return Mark(file=self.file, line=line + 1, column=at - (self.text.rfind("\n", 0, at) + 1) + 1)

    def note(self, mark: Mark, text: str, message: str, suggestion: str = "") -> None:
        self.problems.append(Problem(mark=mark, path="", text=text, message=message, suggestion=suggestion))

    def stop(self, at: int, message: str, suggestion: str = "") -> NoReturn:
        self.note(self.mark(at), "", message, suggestion)
        raise BadInput(tuple(self.problems))
