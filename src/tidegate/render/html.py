"""A notice as HTML for the dashboard. Every word is escaped; only our own tags are tags."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from tidegate.core.notices.model import Block, Code, Fold, Heading, Listing, Notice, Span, Table, Text
from tidegate.render.plain import is_web, printable


def render(notice: Notice) -> str:
    """Blocks one after another, without a surrounding element."""
    return _blocks(notice.blocks)


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Text():
            return f"<p>{_spans(block.spans)}</p>"
        case Heading():
            return f"<h{block.level}>{_safe(block.text)}</h{block.level}>"
        case Code():
            return f"<pre><code>{_safe(block.text)}</code></pre>"
        case Listing():
            return _listing(block)
        case Table():
            return _table(block)
        case Fold():
            return f"<details><summary>{_safe(block.summary)}</summary>\n{_blocks(block.blocks)}\n</details>"
        case _:
            assert_never(block)


def _listing(block: Listing) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "\n".join(f"<li>{_spans(item)}</li>" for item in block.items)
    return f"<{tag}>\n{items}\n</{tag}>"


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{_safe(column)}</th>' for column in block.columns)
    rows = "\n".join("<tr>" + "".join(f"<td>{_spans(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _spans(spans: Iterable[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    shown = _safe(span.text)
    if span.code:
        shown = f"<code>{shown}</code>"
    if span.strong:
        shown = f"<strong>{shown}</strong>"
    if is_web(span.link):
        shown = f'<a href="{escape(span.link)}" rel="noopener noreferrer">{shown}</a>'
    return shown


def _safe(words: str) -> str:
    return escape(printable(words))
