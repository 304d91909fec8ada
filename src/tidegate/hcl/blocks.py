"""Blocks of a Terraform file and the fixed texts among their attributes; anything Terraform computes is left out.

Syntax is judged by Terraform, not here: of a broken file this gives what can be made out, and says that it is broken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

_LONG = re.compile(r"\\U([0-9a-fA-F]{8})")
_LANGUAGE = Language(tree_sitter_hcl.language())


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block.

    Attributes:
        kind: `module`, `terraform`, ...
        labels: What stands between its kind and its body: `("aws_instance", "web")` of a resource.
        line: Where it begins, from 1.
        texts: Attributes whose value is a text without interpolation.
    """

    kind: str
    labels: tuple[str, ...] = ()
    line: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What was asked for of a file; `broken` where not all of it could be made out."""

    blocks: tuple[Block, ...]
    broken: bool


def read(text: str, *kinds: str) -> File:
    """A file in Terraform's own syntax, of its blocks those of some kinds."""
    tree = Parser(_LANGUAGE).parse(text.encode(errors="replace"))
    nodes = (node for body in _of(tree.root_node, "body") for node in _nodes(body) if _kind(node) in kinds)
    try:
        return File(blocks=tuple(map(_block, nodes)), broken=tree.root_node.has_error)
    except RecursionError:  # Blocks within blocks within blocks: no file anybody means.
        return File(blocks=(), broken=True)


def _nodes(body: Node) -> Iterator[Node]:
    """Blocks of a body; those the parser found inside a stretch it could not read count too."""
    for node in body.children:
        if node.type == "block":
            yield node
        elif node.type == "ERROR":
            yield from _nodes(node)


def _kind(block: Node) -> str:
    first = block.child(0)
    return _source(first) if first else ""


def _block(node: Node) -> Block:
    bodies = list(_of(node, "body"))
    return Block(
        kind=_kind(node),
        labels=tuple(_labels(node)),
        line=node.start_point[0] + 1,
        texts={name: text for body in bodies for name, text in _texts(body)},
        blocks=tuple(_block(inner) for body in bodies for inner in _nodes(body)),
    )


def _labels(node: Node) -> Iterator[str]:
    """Labels may be written without quotes, as HCL takes them."""
    for child in node.children[1:]:
        if child.type == "string_lit":
            yield _plain(child) or ""
        elif child.type == "identifier":
            yield _source(child)


def _texts(body: Node) -> Iterator[tuple[str, str]]:
    for attribute in _of(body, "attribute"):
        name, value = attribute.child(0), _only(attribute, "expression", "literal_value", "string_lit")
        text = _plain(value) if value else None
        if name and text is not None:
            yield _source(name), text


def _only(node: Node, *path: str) -> Node | None:
    """The node at the end of a path of only children."""
    for kind in path:
        found = next(_of(node, kind), None)
        if found is None:
            return None
        node = found
    return node


def _plain(node: Node) -> str | None:
    """A quoted text with its escapes read; None for one that cannot be read."""
    written = "".join(_source(part) for part in _of(node, "template_literal"))
    if "\\" not in written:
        return written
    try:
        text = str(json.loads(f'"{_LONG.sub(_shorter, written)}"'))
        text.encode()
    except (ValueError, OverflowError):
        return None
    return text


def _shorter(escape: re.Match[str]) -> str:
    """HCL's eight-digit escape as JSON's of four digits."""
    return json.dumps(chr(int(escape[1], 16)))[1:-1]


def _of(node: Node, kind: str) -> Iterator[Node]:
    return (child for child in node.children if child.type == kind)


def _source(node: Node) -> str:
    return (node.text or b"").decode(errors="replace")
