"""A notice: a small tree composed once and rendered for a comment, a page or a chat message."""

from __future__ import annotations

from dataclasses import dataclass

from tidegate.core.words import Wording, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph. `spans` alternate freely; see `Span`."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words. Untrusted text is safe here: every renderer escapes it.

    Backticks in a text mark nothing; in `Words` they mark code, once these are in the reader's language.
    """

    text: Wording
    code: bool = False
    strong: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    text: Wording
    level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Preformatted text, shown as it is and never able to leave its block."""

    text: Wording
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Items of a list, each one line of spans."""

    items: tuple[tuple[Span, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    columns: tuple[Wording, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Details shown on demand."""

    summary: Wording
    blocks: tuple[Block, ...]


Block = Text | Heading | Code | Listing | Table | Fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell people. Its `Words` are put into their language where it is rendered."""

    blocks: tuple[Block, ...]


def text(*parts: Wording | Span) -> Text:
    """A paragraph of words and ready spans."""
    return Text(spans=line(*parts))


def line(*parts: Wording | Span) -> tuple[Span, ...]:
    """Spans of words and ready spans. Backticks in words mark code, as sentences of gates and problems write it."""
    return tuple(span for part in parts for span in _spans(part))


def _spans(part: Wording | Span) -> tuple[Span, ...]:
    if isinstance(part, Span):
        return (part,)
    return (Span(text=part),) if isinstance(part, Words) else marked(part)


def code(words: str) -> Span:
    return Span(text=words, code=True)


def strong(words: Wording) -> Span:
    return Span(text=words, strong=True)


def link(words: Wording, url: str) -> Span:
    return Span(text=words, link=url)


def marked(words: str) -> tuple[Span, ...]:
    """Spans of a text in which backticks mark code."""
    pieces = words.split("`")
    if len(pieces) % 2 == 0:  # A backtick without its partner marks nothing.
        return (Span(text=words),)
    return tuple(Span(text=piece, code=bool(index % 2)) for index, piece in enumerate(pieces) if piece)
