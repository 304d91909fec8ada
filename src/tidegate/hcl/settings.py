"""How a module writes its providers' settings and its local values: expressions as they stand in its files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from tidegate.core.plans.identity import Written

_LANGUAGE = Language(tree_sitter_hcl.language())
_LABELS = ("string_lit", "identifier")
_KINDS = (b"provider", b"locals")
_JSON = (".tf.json", ".tofu.json")


def written(files: Mapping[str, bytes]) -> Written:
    """What files of one module say, by name; of a file with faults what can be made out."""
    providers: dict[str, Mapping[str, str]] = {}
    values: dict[str, str] = {}
    for name, content in sorted(files.items()):
        if not any(kind in content for kind in _KINDS):
            continue
        for kind, label, settings in _json_blocks(content) if name.endswith(_JSON) else _blocks(content):
            if kind == "locals":
                values.update(settings)
            else:
                alias = settings.get("alias", "").strip('"')
                providers[f"{label}.{alias}" if alias else label] = settings
    return Written(providers=providers, values=values)


def _blocks(content: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    for body in _of(Parser(_LANGUAGE).parse(content).root_node, "body"):
        for block in _of(body, "block"):
            kind = _text(block.children[0])
            if kind.encode() in _KINDS:
                label = "".join(_text(each).strip('"') for each in block.children[1:] if each.type in _LABELS)
                yield kind, label, dict(_settings(block))


def _settings(block: Node, path: str = "") -> Iterator[tuple[str, str]]:
    for body in _of(block, "body"):
        for attribute in _of(body, "attribute"):
            yield f"{path}{_text(attribute.children[0])}", _text(attribute.children[-1])
        inner: dict[str, list[Node]] = {}
        for each in _of(body, "block"):
            if each.children:
                inner.setdefault(_text(each.children[0]), []).append(each)
        for name, blocks in inner.items():
            for place, each in enumerate(blocks):
                yield from _settings(each, f"{path}{name}." if len(blocks) == 1 else f"{path}{name}.{place}.")


def _json_blocks(content: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return
    for top in _objects(document):
        for each in _objects(top.get("locals")):
            yield "locals", "", dict(_flat(each))
        for names in _objects(top.get("provider")):
            for name, bodies in names.items():
                yield from (("provider", name, dict(_flat(body))) for body in _objects(bodies))


def _flat(value: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, each in value.items():
        lone = each[0] if isinstance(each, list) and len(each) == 1 and isinstance(each[0], dict) else each
        if isinstance(lone, dict):
            yield from _flat(lone, f"{path}{name}.")
        elif not isinstance(lone, list):
            yield f"{path}{name}", json.dumps(lone, ensure_ascii=False)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Terraform takes a list of objects wherever it takes an object of blocks."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each


def _of(node: Node, kind: str) -> list[Node]:
    return [child for child in node.children if child.type == kind]


def _text(node: Node) -> str:
    return (node.text or b"").decode(errors="replace")
