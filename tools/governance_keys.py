"""The page of keys of tidegate.yaml: types, defaults and sentences from the models, by way of the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tidegate.config.governance_file.quantities import DURATION, FAILURES, INCREASE, OF_BASELINE
from tidegate.config.governance_file.resource_groups import built_in
from tidegate.config.governance_file.schema import json_schema
from tidegate.config.governance_file.written_values import CHANNEL, HOST_AND_PORT, MENTION, URL
from tidegate.config.without_effect import GOVERNANCE
from tidegate.core.gates.said.checklist_items import BUILT_IN

PATTERNS = {
    DURATION: "time",
    FAILURES: "failures",
    OF_BASELINE: "percentage",
    INCREASE: "percentage",
    CHANNEL: "channel",
    MENTION: "chat handle",
    URL: "address",
    HOST_AND_PORT: "host:port",
}
TYPES = {"boolean": "`true` or `false`", "integer": "whole number", "number": "number", "string": "text"}


def page() -> list[str]:
    """The page's lines."""
    schema = json_schema()
    rows = ((f"`{key}`", kind, default, text) for key, kind, default, text in keys(schema, schema["$defs"], ""))
    return [
        "# Keys of tidegate.yaml",
        "",
        "What is not here is refused, with the closest key suggested. A key with nothing behind it is as good as not",
        "written. [tidegate.schema.json](tidegate.schema.json) says the same to editors; `tidegate config schema`",
        "prints it.",
        "",
        *_table(("key", "type", "default", "what it says"), rows),
        "",
        "## Read, without effect in this version",
        "",
        "These are checked like all others. `tidegate config check` names those a file has.",
        "",
        *(f"- `{'.'.join(key).replace('*', 'NAME')}`: {because}" for key, because in GOVERNANCE.items()),
        "",
        "## Checklist items",
        "",
        "Where an environment applies, a tick by the change's author does not count unless the item says so.",
        "",
        *_table(("id", "text", "ticked by"), (_item(name) for name in BUILT_IN)),
        "",
        "## Resource groups",
        "",
        "Names for `resource_limits.max_resources_per_pr`. An autoscaling or node group and a fleet count the",
        "instances they want, a cache its nodes, anything else is one.",
        "",
        *_table(("group", "Terraform types"), ((f"`{name}`", _codes(types)) for name, types in built_in().items())),
    ]


def keys(model: Mapping[str, Any], known: Mapping[str, Any], before: str) -> Iterator[tuple[str, str, str, str]]:
    """Dotted keys with type, default and sentence, in the order of the file."""
    needed = model.get("required", [])
    for name, one in model["properties"].items():
        default = "required" if name in needed else _default(one.get("default"))
        yield f"{before}{name}", _type(one), default, one["description"]
        inner, suffix = _inside(one, known)
        if inner is not None:
            yield from keys(inner, known, f"{before}{name}{suffix}.")


def _inside(one: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, str]:
    """The keys behind a value, and how a path goes into it: directly, by name, or into a list."""
    for shape in one.get("anyOf", [one]):
        if "$ref" in shape:
            return known[shape["$ref"].rpartition("/")[2]], ""
        for key, suffix in (("additionalProperties", ".NAME"), ("items", "[]")):
            if isinstance(shape.get(key), dict):
                inner, _ = _inside(shape[key], known)
                if inner is not None:
                    return inner, suffix
    return None, ""


def _type(one: Mapping[str, Any]) -> str:
    shapes = [shape for shape in one.get("anyOf", [one]) if shape.get("type") != "null"]
    listed = [shape for shape in shapes if shape.get("type") == "array"]
    if listed and len(shapes) > 1 and listed[0]["items"] in (shapes[0], {"anyOf": shapes[:-1]}):
        return f"{_type(listed[0]['items'])}, or a list"
    return " or ".join(dict.fromkeys(_shape(shape) for shape in shapes))


def _shape(shape: Mapping[str, Any]) -> str:
    match shape:
        case {"enum": words}:
            return ", ".join(f"`{word}`" for word in words)
        case {"const": word}:
            return f"`{word}`"
        case {"anyOf": _}:
            return _type(shape)
        case {"type": "array", "items": items}:
            return f"list of {_type(items)}"
        case {"type": "object", "additionalProperties": dict() as inner}:
            return f"{_type(inner)} by name"
        case _:
            return _single(shape)


def _single(shape: Mapping[str, Any]) -> str:
    if "$ref" in shape:
        return "mapping"
    if "pattern" in shape:
        return PATTERNS.get(shape["pattern"], "number")
    kind = shape["type"]
    return "text" if isinstance(kind, list) else TYPES[kind]  # What reads as a number is a text as well.


def _default(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return f"`{str(value).lower()}`"
        case list():
            return ", ".join(f"`{each}`" for each in value)
        case _:
            return f"`{value}`"


def _item(name: str) -> tuple[str, str, str]:
    item = BUILT_IN[name]
    by = "itself" if item.auto else "a person, with a link" if item.evidence else "a person"
    return f"`{name}`", str(item.text), by


def _codes(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in sorted(words))


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
