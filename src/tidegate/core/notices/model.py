"""A notice: a small tree composed once and rendered for a comment, a page or a chat message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph. `spans` alternate freely; see `Span`."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words. Untrusted text is safe here: every renderer escapes it."""

    text: str
    code: bool = False
    strong: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    text: str
    level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Preformatted text, shown as it is and never able to leave its block."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Items of a list, each one line of spans."""

    items: tuple[tuple[Span, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Details shown on demand."""

    summary: str
    blocks: tuple[Block, ...]


Block = Text | Heading | Code | Listing | Table | Fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell people."""

    blocks: tuple[Block, ...]


def text(*parts: str | Span) -> Text:
    """A paragraph of words and ready spans."""
    return Text(spans=line(*parts))


def line(*parts: str | Span) -> tuple[Span, ...]:
    """Spans of words and ready spans. Backticks in words mark code, as sentences of gates and problems write it."""
    return tuple(span for part in parts for span in (_words(part) if isinstance(part, str) else (part,)))


def code(words: str) -> Span:
    return Span(text=words, code=True)


def strong(words: str) -> Span:
    return Span(text=words, strong=True)


def link(words: str, url: str) -> Span:
    return Span(text=words, link=url)


def _words(words: str) -> tuple[Span, ...]:
    pieces = words.split("`")
    if len(pieces) % 2 == 0:  # A backtick without its partner marks nothing.
        return (Span(text=words),)
    return tuple(Span(text=piece, code=bool(index % 2)) for index, piece in enumerate(pieces) if piece)
