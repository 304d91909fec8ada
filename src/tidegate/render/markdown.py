"""A notice as GitHub's Markdown. Every word may come from a stranger: none mentions people or leaves its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

from tidegate.core.notices.model import Block, Code, Fold, Heading, Listing, Notice, Span, Table, Text
from tidegate.render.plain import is_web, one_line, printable
from tidegate.render.split import split
from tidegate.render.translated import translated
from tidegate.render.words import ENGLISH

__all__ = ["render", "split"]

# Characters that start something in GitHub's Markdown wherever they stand. `_` inside a word does not.
_SPECIAL = re.compile(r"[\\`*\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_])")
# What starts a list, a heading or a rule, at the beginning of a line only.
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")
# GitHub links people and issues after rendering, so escaping does not stop it; a zero-width joiner does.
_REFERENCE = re.compile(r"@(?=\w)|#(?=\d)|(?<=\b[Gg][Hh])-(?=\d)")
_JOINER = "\u200d"
_URL_SAFE = "/:?#[]@!$&'*+,;=%~-._"


def render(notice: Notice, locale: str = ENGLISH) -> str:
    """The whole notice in a language, ending in a newline; `split` cuts it into comments."""
    return "\n\n".join(_blocks(translated(notice, locale).blocks)) + "\n"


def escape(words: str) -> str:
    """Words of anybody as words: no markup, no mention, no link to an issue, no second line."""
    escaped = _SPECIAL.sub(lambda found: "\\" + found[0], one_line(words))
    return _REFERENCE.sub(lambda found: found[0] + _JOINER, escaped)


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> str:
    match block:
        case Text():
            return _start(_spans(block.spans))
        case Heading():
            return f"{'#' * block.level} {escape(str(block.text))}"
        case Code():
            return _fenced(block)
        case Listing():
            return _listing(block)
        case Table():
            return _table(block)
        case Fold():
            return _fold(block)
        case _:
            assert_never(block)


def _spans(spans: Iterable[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    words = str(span.text)
    shown = code_span(words) if span.code else escape(words)
    if span.strong and shown.strip():
        shown = f"**{shown.strip()}**"
    address = _address(span.link)
    return f"[{shown}]({address})" if address else shown


def code_span(words: str) -> str:
    """Words in backticks, however many backticks they hold themselves."""
    flat = one_line(words)
    if not flat.strip():
        return ""
    ticks = "`" * (_longest_run(flat) + 1)
    pad = " " if flat[0] == "`" or flat[-1] == "`" else ""
    return f"{ticks}{pad}{flat}{pad}{ticks}"


def _address(url: str) -> str:
    """An address that ends where it should; empty for anything but the web."""
    return quote(url, safe=_URL_SAFE) if is_web(url) else ""


def _start(words: str) -> str:
    """A paragraph that does not turn into a list or a heading."""
    return _LINE_START.sub(_defused, words)


def _defused(found: re.Match[str]) -> str:
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _fenced(block: Code) -> str:
    """A code block whose fence is longer than any run of backticks inside."""
    words = printable(str(block.text)).strip("\n")
    fence = "`" * max(3, _longest_run(words) + 1)
    language = re.sub(r"[^a-z0-9]", "", block.language)
    return f"{fence}{language}\n{words}\n{fence}"


def _longest_run(words: str) -> int:
    return max(map(len, re.findall("`+", words)), default=0)


def _listing(block: Listing) -> str:
    return "\n".join(
        f"{f'{index}.' if block.ordered else '*'} {_start(_spans(item))}" for index, item in enumerate(block.items, 1)
    )


def _table(block: Table) -> str:
    head = _cells(escape(str(column)) for column in block.columns)
    rule = "|" + " --- |" * len(block.columns)
    return "\n".join([head, rule, *(_cells(_cell(cell) for cell in row) for row in block.rows)])


def _cells(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(cell: Iterable[Span]) -> str:
    """A cell. A table is cut at pipes before code is looked for, so a pipe in code wants its own escape."""
    return "".join(_span(span).replace("|", "\\|") if span.code else _span(span) for span in cell)


def _fold(block: Fold) -> str:
    inner = "\n\n".join(_blocks(block.blocks))
    return f"<details><summary>{summary(str(block.summary))}</summary>\n\n{inner}\n\n</details>"


def summary(words: str) -> str:
    """The line of a fold: HTML, but mentions are looked for in it too."""
    return _REFERENCE.sub(lambda found: found[0] + _JOINER, html.escape(one_line(words)))
