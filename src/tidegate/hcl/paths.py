"""What code names that lies outside its own directory: module sources, files that are read, values of variables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from tidegate.core.gates.policy import Policy
from tidegate.core.plans.code import ANY
from tidegate.core.projects.borders import borders_of
from tidegate.core.projects.model import Workflow
from tidegate.hcl.names import names_in
from tidegate.ports.checks import Neighbours

_LANGUAGE = Language(tree_sitter_hcl.language())
_TEXTS = frozenset({"string_lit", "quoted_template"})
_FOR_PEOPLE = frozenset({b"description", b"error_message"})  # Attributes whose texts name no file.
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_KINDS = (".tf", ".tofu", ".tfvars", ".hcl")
_JSON = (".tf.json", ".tofu.json", ".tfvars.json")


def neighbours_of(environment: str | None, policy: Policy | None, workflow: Workflow) -> Neighbours | None:
    """What a project is kept apart from; None where there are no other environments whose files are known."""
    borders = borders_of(environment, policy) if policy else None
    return Neighbours(borders=borders, paths_in=paths_in, workflow=workflow) if borders else None


def paths_in(name: str, content: bytes) -> Iterator[tuple[int, str]]:
    """Line and text of each path with `..` in a file: `(3, "../../modules/redis")`.

    Comments and descriptions are left out, and so are scripts in heredocs, which run elsewhere. Of a broken file this
    gives what can be made out.

    Args:
        name: The file's own, which says how it is read; of one that is no configuration there is nothing.
        content: Its bytes.
    """
    if name.endswith(_JSON):
        yield from _from_json(content.decode(errors="replace"))
    elif name.endswith(_KINDS):
        yield from _from_hcl(content)


def _from_hcl(content: bytes) -> Iterator[tuple[int, str]]:
    left = [Parser(_LANGUAGE).parse(content).root_node]
    while left:
        node = left.pop()
        if node.type in _TEXTS:
            yield from _leading_out(node.start_point[0] + 1, (node.text or b"").decode(errors="replace"))
        elif not _is_for_people(node):
            left.extend(reversed(node.children))


def _is_for_people(node: Node) -> bool:
    return node.type == "comment" or (node.type == "attribute" and node.children[0].text in _FOR_PEOPLE)


def _from_json(text: str) -> Iterator[tuple[int, str]]:
    for line, written in enumerate(text.split("\n"), start=1):
        for found in _QUOTED.finditer(written):
            try:
                yield from _leading_out(line, json.loads(found[0]))
            except ValueError:
                continue


def _leading_out(line: int, text: str) -> Iterator[tuple[int, str]]:
    for word in dict.fromkeys(names_in(text)):
        if not word.startswith(ANY) and ".." in word.split("/"):
            yield line, word
