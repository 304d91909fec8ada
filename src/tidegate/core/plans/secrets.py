"""Which values of a plan are sensitive, so that logs can be cleaned of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tidegate.core.plans.masks import masked_texts

_PAIRS = (("before", "before_sensitive"), ("after", "after_sensitive"), ("values", "sensitive_values"))
_HOLDS_MORE = (dict, list)


def sensitive_values(show_json: Mapping[str, Any]) -> frozenset[str]:
    """Every value of four characters or more that `terraform show -json` marks as sensitive, or its variables do."""
    return frozenset((*_marked(show_json), *_variables(show_json)))


def _marked(document: Any) -> Iterator[str]:
    """Values beside their masks, wherever the document has such pairs."""
    waiting = [document]
    while waiting:
        part = waiting.pop()
        inside = part
        if isinstance(part, dict):
            yield from _beside_masks(part)
            inside = part.values()
        waiting += [each for each in inside if each and isinstance(each, _HOLDS_MORE)]


def _beside_masks(part: Mapping[str, Any]) -> Iterator[str]:
    for value, mask in _PAIRS:
        if mask in part:
            yield from masked_texts(part.get(value), part[mask])
    if part.get("sensitive") is True:
        yield from masked_texts(part.get("value"), mask=True)
        yield from masked_texts(part.get("default"), mask=True)


def _variables(show_json: Mapping[str, Any]) -> Iterator[str]:
    """What was given to variables declared sensitive; such values carry no mask of their own."""
    root = show_json.get("configuration", {}).get("root_module", {})
    given = show_json.get("variables", {})
    for name in _sensitive_names(root):
        yield from masked_texts(given.get(name, {}).get("value"), mask=True)
    yield from _module_variables(root)


def _module_variables(module: Mapping[str, Any]) -> Iterator[str]:
    for call in module.get("module_calls", {}).values():
        called = call.get("module", {})
        for name in _sensitive_names(called):
            expression = call.get("expressions", {}).get(name, {})
            yield from masked_texts(expression.get("constant_value"), mask=True)
        yield from _module_variables(called)


def _sensitive_names(module: Mapping[str, Any]) -> Iterator[str]:
    return (name for name, variable in module.get("variables", {}).items() if variable.get("sensitive") is True)
