"""Markdown of comments as safe HTML: tables, folds, task lists and coloured diffs; no other HTML gets through."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

_FOLD = re.compile(
    r"(?P<open><details(?P<is_open>\s+open)?>)?\s*(?:<summary>(?P<summary>.*?)</summary>)?", re.IGNORECASE
)
_END = re.compile(r"</details>", re.IGNORECASE)
_REMARK = re.compile(r"<!--.*-->")
_BOLD = re.compile(r"</?(?:b|strong|i|em|code)>", re.IGNORECASE)
_BOXES = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


def rendered(text: str | None) -> Markup:
    """HTML of a comment, safe whatever its text is."""
    depth: dict[str, Any] = {"folds": 0}
    html = _PARSER.render(text or "", depth)
    return Markup(html + "</details>" * depth["folds"])  # noqa: S704 - every tag in it was made here


def _fold(state: StateBlock, line: int, _: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
    """A line that opens or closes a fold, or that is an HTML comment (which shows nothing)."""
    text = state.getLines(line, line + 1, state.blkIndent, keepLastLF=False).strip()
    html = _fold_html(state, text, silent=silent)
    if html is None:
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.content = html
        state.line = line + 1
    return True


def _fold_html(state: StateBlock, text: str, *, silent: bool) -> str | None:
    if _REMARK.fullmatch(text):
        return ""
    if _END.fullmatch(text):
        return _closed(state.env, silent=silent)
    found = _FOLD.fullmatch(text)
    if not text or found is None:
        return None
    if found["open"] and not silent:
        state.env["folds"] += 1
    opening = f"<details{' open' if found['is_open'] else ''}>" if found["open"] else ""
    words = found["summary"]
    return (
        opening + ("" if words is None else f"<summary>{_PARSER.renderInline(_BOLD.sub('', words))}</summary>") + "\n"
    )


def _closed(env: MutableMapping[str, Any], *, silent: bool) -> str:
    """The end of a fold; nothing where none is open."""
    if env["folds"] == 0:
        return ""
    env["folds"] -= 0 if silent else 1
    return "</details>\n"


def _boxes(state: StateCore) -> None:
    """`[ ]` and `[x]` at the start of a list item are boxes."""
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "inline" and before.type == "paragraph_open" and token.children:
            first = token.children[0]
            box = _BOXES.get(first.content[:4])
            if box is not None:
                first.content = box + first.content[4:]


def _columns(state: StateCore) -> None:
    """Each cell of a table carries its column's name, for narrow screens on which a row is a card."""
    names: list[str] = []
    at = 0
    for token, inside in zip(state.tokens, state.tokens[1:], strict=False):
        match token.type:
            case "thead_open":
                names = []
            case "th_open":
                names.append(inside.content)
            case "tr_open":
                at = 0
            case "td_open":
                token.attrSet("data-name", names[at])
                at += 1


def _fence(_: RendererProtocol, tokens: Sequence[Token], index: int, __: object, ___: MutableMapping[str, Any]) -> str:
    """A code block; in a diff, added and removed lines get classes."""
    token = tokens[index]
    if token.info.strip() != "diff":
        return f"<pre><code>{escapeHtml(token.content)}</code></pre>\n"
    return f"<pre><code>{diff_lines(token.content)}</code></pre>\n"


def diff_lines(text: str) -> Markup:
    """Lines of a diff, each in a span with the class of its sign."""
    classes = {"+": "added", "-": "removed", "@": "hunk", "!": "changed"}
    lines = (f'<span class="{classes.get(line[:1], "same")}">{escapeHtml(line)}\n</span>' for line in text.splitlines())
    return Markup("".join(lines))  # noqa: S704 - every line was escaped


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    made.block.ruler.before("paragraph", "fold", _fold, interrupts)
    made.core.ruler.push("boxes", _boxes)
    made.core.ruler.push("columns", _columns)
    made.add_render_rule("fence", _fence)
    return made


_PARSER = _parser()
