"""The JSON Schema of `tidegate.yaml`, for editors: made from the models the file is read with.

It knows shapes only. Rules between values (roles, environments, ranges) are what `tidegate config check` is for.
"""

from __future__ import annotations

import json
from typing import Any

from tidegate.config.governance_file.governance_raw import GovernanceRaw

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOTHING: Schema = {"type": "null"}


def json_schema() -> Schema:
    """The whole schema. A key with nothing behind it is as good as not written."""
    made = _bare(GovernanceRaw.model_json_schema())
    definitions = {name: _open(one) for name, one in made.pop("$defs").items()}
    whole = _open(made)
    _empty_entries(whole, definitions)
    for one in definitions.values():
        _empty_entries(one, definitions)
    return {"$schema": DIALECT, "title": "tidegate.yaml", **whole, "$defs": definitions}


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _bare(node: Any) -> Any:
    """Without the names pydantic makes of keys, and without defaults that say nothing."""
    if isinstance(node, list):
        return [_bare(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: each for key, each in node.items() if not _noise(key, each)}
    return {key: each if key == "default" else _bare(each) for key, each in kept.items()}


def _noise(key: str, value: Any) -> bool:
    if key == "title":
        return isinstance(value, str)
    return key == "default" and (value is None or isinstance(value, dict) or value == [])


def _open(model: Schema) -> Schema:
    """Keys that may be left out may be empty too."""
    needed = model.get("required", [])
    properties = model.get("properties", {})
    return {**model, "properties": {key: one if key in needed else _or_nothing(one) for key, one in properties.items()}}


def _or_nothing(one: Schema) -> Schema:
    said: Schema = {key: one[key] for key in ("description", "default") if key in one}
    shape = {key: each for key, each in one.items() if key not in said}
    choices = shape["anyOf"] if set(shape) == {"anyOf"} else [shape]
    return {**said, "anyOf": choices if _NOTHING in choices else [*choices, _NOTHING]}


def _empty_entries(model: Schema, definitions: Schema) -> None:
    """`people: {devops: }`: an entry whose keys may all be left out may be empty."""
    for one in model["properties"].values():
        for shape in one.get("anyOf", []):
            inner = shape.get("additionalProperties")
            if isinstance(inner, dict) and "$ref" in inner:
                target = definitions[inner["$ref"].rpartition("/")[2]]
                if not target.get("required"):
                    shape["additionalProperties"] = {"anyOf": [inner, _NOTHING]}
