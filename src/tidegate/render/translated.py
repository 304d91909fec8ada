"""A notice in its reader's language: the same tree with nothing but text in it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from tidegate.core.notices.model import Block, Code, Fold, Heading, Listing, Notice, Span, Table, Text, marked
from tidegate.core.words import Words
from tidegate.render.words import in_locale


def translated(notice: Notice, locale: str) -> Notice:
    """The notice with every sentence in a language."""
    return replace(notice, blocks=tuple(_block(block, locale) for block in notice.blocks))


def _block(block: Block, locale: str) -> Block:
    match block:
        case Text():
            return replace(block, spans=_spans(block.spans, locale))
        case Heading():
            return replace(block, text=in_locale(block.text, locale))
        case Code():
            return replace(block, text=in_locale(block.text, locale))
        case Listing():
            return replace(block, items=tuple(_spans(item, locale) for item in block.items))
        case Table():
            columns = tuple(in_locale(column, locale) for column in block.columns)
            rows = tuple(tuple(_spans(cell, locale) for cell in row) for row in block.rows)
            return replace(block, columns=columns, rows=rows)
        case Fold():
            blocks = tuple(_block(inner, locale) for inner in block.blocks)
            return replace(block, summary=in_locale(block.summary, locale), blocks=blocks)
        case _:
            assert_never(block)


def _spans(spans: tuple[Span, ...], locale: str) -> tuple[Span, ...]:
    return tuple(one for span in spans for one in _span(span, locale))


def _span(span: Span, locale: str) -> tuple[Span, ...]:
    """A sentence's backticks become code once it is in a language; other spans are one text."""
    if not isinstance(span.text, Words) or span.code:
        return (replace(span, text=in_locale(span.text, locale)),)
    pieces = marked(in_locale(span.text, locale))
    return tuple(replace(piece, strong=span.strong, link=span.link) for piece in pieces)
