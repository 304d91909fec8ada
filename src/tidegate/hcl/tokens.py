"""Configuration as tokens: what is left of a file's blocks without comments, layout and descriptions.

Nothing is lost that may matter: quoted texts are taken as they are written, and of a file that cannot be read whole,
every byte.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from tidegate.core.plans.code import Piece, hash_of
from tidegate.hcl.json_tokens import REFERRING, pieces_of_json
from tidegate.hcl.names import READERS, names_in, references_in

_LANGUAGE = Language(tree_sitter_hcl.language())
REMEMBERED = 64 << 10  # Bytes of the largest file whose pieces are remembered.
CONFIGURATION = (".tf", ".tofu", ".tf.json", ".tofu.json")
_JSON = (".tf.json", ".tofu.json")
_OVERRIDE = re.compile(r"(?:^|_)override\.(?:tf|tofu)(?:\.json)?$")
_TEXTS = frozenset({"string_lit", "quoted_template", "heredoc_template"})
_ENDED = frozenset({"attribute", "block", "object_elem"})
_END = "\n"
_LEFT_OUT = {"variable": "description", "output": "description"}
_NAMES_NO_FILE = {"module": "source"}  # It names code, which is looked at as such.
_PLAIN_PATH = re.compile(r'"(?:\$\{\s*path\.(?:module|root|cwd)\s*\}|[^"$%\\])*"')


def is_configuration(path: str) -> bool:
    """Whether Terraform or OpenTofu reads a file of this name as configuration."""
    return path.endswith(CONFIGURATION) and not path.rsplit("/", 1)[-1].startswith(".")


def pieces(name: str, content: bytes) -> tuple[Piece, ...]:
    """A configuration file, by its blocks.

    Args:
        name: The file's own, which says how it is read.
        content: Its bytes.
    """
    return (remembered if len(content) <= REMEMBERED else _pieces)(name, content)


def _pieces(name: str, content: bytes) -> tuple[Piece, ...]:
    if _OVERRIDE.search(name):
        return (whole(name, content),)  # Their order decides, and they change blocks of other files.
    try:
        found = pieces_of_json(content) if name.endswith(_JSON) else _native(content)
    except (ValueError, RecursionError):
        found = None
    return (whole(name, content),) if found is None else found


remembered = lru_cache(maxsize=2048)(_pieces)  # Most files are the same from plan to plan.


def whole(name: str, content: bytes) -> Piece:
    """A file whose every byte counts."""
    text = content.decode(errors="replace")
    return Piece(
        kind="file",
        labels=(name,),
        tokens=hashlib.sha256(content).hexdigest(),
        names=tuple(sorted({*names_in(text)})),
        reads_any=True,
        refers=tuple(("", name) for name in sorted({*references_in(text)})),
    )


def _native(content: bytes) -> tuple[Piece, ...] | None:
    """None where there is a fault of syntax."""
    content.decode()
    tree = Parser(_LANGUAGE).parse(content)
    if tree.root_node.has_error:
        return None
    blocks = (node for body in _of(tree.root_node, "body") for node in body.children if node.type != "comment")
    return tuple(_piece(node) for node in blocks)


def _piece(node: Node) -> Piece:
    if node.type != "block":
        return whole("", node.text or b"")
    kind = _text(node.children[0])
    read = _Reader(left_out=_LEFT_OUT.get(kind, ""), names_no_file=_NAMES_NO_FILE.get(kind, ""))
    read.block(node)
    return Piece(
        kind=kind,
        labels=tuple(_labels(node)),
        tokens=hash_of(read.tokens),
        names=() if kind == "terraform" else tuple(sorted({name for text in read.texts for name in names_in(text)})),
        reads_any=read.reads_any,
        refers=tuple(_refers(node)) if kind in REFERRING else (),
    )


def _refers(block: Node) -> Iterator[tuple[str, str]]:
    """Of local values every one; of a resource's blocks those a plan says nothing of."""
    for body in _of(block, "body"):
        for part in body.children:
            name = _referring(part)
            if name:
                yield from ((name, found) for found in references_in(_text(part)))


def _referring(part: Node) -> str:
    if part.type not in ("attribute", "block"):
        return ""
    name = _text(part.children[0])
    if part.type == "attribute":
        return name
    return next(_labels(part), "") if name == "dynamic" else name


def _labels(block: Node) -> Iterator[str]:
    for child in block.children[1:]:
        if child.type in ("string_lit", "identifier"):
            yield _text(child).strip('"')


class _Reader:
    """Goes through a block once, gathering what its piece is made of.

    Args:
        left_out: An attribute of the block that is not read at all.
        names_no_file: One whose texts name no file.

    Attributes:
        tokens: In order. Where an attribute or a block ends is a token of its own, as layout is not kept.
        texts: Quoted texts, as they are written.
        reads_any: There is a provisioner, or a file is read whose name is made from more than the module's own path.
    """

    def __init__(self, *, left_out: str, names_no_file: str) -> None:
        self._left_out = left_out
        self._names_no_file = names_no_file
        self.tokens: list[str] = []
        self.texts: list[str] = []
        self.reads_any = False

    def block(self, node: Node) -> None:
        for child in node.children:
            if child.type == "body":
                for part in child.children:
                    self._part(part)
            elif child.type != "comment":
                self.tokens.append(_text(child))
        self.tokens.append(_END)

    def _part(self, part: Node) -> None:
        name = _text(part.children[0]) if part.type == "attribute" else ""
        if name and name == self._left_out:
            return
        before = len(self.texts)
        self._node(part)
        if name and name == self._names_no_file:
            del self.texts[before:]

    def _node(self, node: Node) -> None:
        kind, children = node.type, node.children
        if kind == "comment":
            return
        if kind in _TEXTS or not children:
            self._token(node, kind, children)
            return
        for child in children:
            self._node(child)
        if kind == "function_call":
            self.reads_any = self.reads_any or _reads_any(node)
        elif kind in _ENDED:
            self.tokens.append(_END)
            self.reads_any = self.reads_any or (kind == "block" and _text(children[0]) == "provisioner")

    def _token(self, node: Node, kind: str, children: list[Node]) -> None:
        text = _text(node)
        self.tokens.append(text)
        if kind in _TEXTS:
            self.texts.append(text)
            if "${" in text or "%{" in text:
                self._within(children)

    def _within(self, children: list[Node]) -> None:
        """What a text interpolates: it is a token as a whole, and files may be read in it."""
        tokens, self.tokens = self.tokens, []
        for child in children:
            self._node(child)
        self.tokens = tokens


def _reads_any(call: Node) -> bool:
    function = _text(call.children[0])
    return function in READERS and (function == "fileset" or not _PLAIN_PATH.fullmatch(_first_argument(call)))


def _first_argument(call: Node) -> str:
    for arguments in _of(call, "function_arguments"):
        for argument in _of(arguments, "expression"):
            return _text(argument).strip()
    return ""


def _of(node: Node, kind: str) -> Iterable[Node]:
    return (child for child in node.children if child.type == kind)


def _text(node: Node) -> str:
    return (node.text or b"").decode()
