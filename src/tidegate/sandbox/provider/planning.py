"""What a resource will look like: the provider's half of `terraform plan`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tidegate.sandbox.provider.behaviour import Behaviour
from tidegate.sandbox.provider.schema import Attribute, Block, NestedBlock
from tidegate.sandbox.provider.values import UNKNOWN, Object, Value, empty, is_unknown

Missing = Callable[[str, Any], Value]
"""(attribute, type) → the value of a computed attribute that nothing determines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A planned resource.

    Attributes:
        replace: Attributes whose change makes a replacement necessary.
    """

    value: Object
    replace: tuple[str, ...] = ()


def plan_creation(block: Block, behaviour: Behaviour, proposed: Object, default_tags: Mapping[str, str]) -> Planned:
    """Plan a resource that does not exist yet: what nobody said is known after apply."""
    value = completed(block, proposed, behaviour.defaults, lambda _name, _type: UNKNOWN)
    for name in behaviour.computed_blocks:
        value[name] = value.get(name) or UNKNOWN
    return Planned(value=_tagged(block, value, default_tags))


def plan_update(
    block: Block, behaviour: Behaviour, prior: Object, proposed: Object, config: Object, default_tags: Mapping[str, str]
) -> Planned:
    """Plan a change of an existing resource: what nobody said stays as it is."""
    value = completed(block, proposed, behaviour.defaults, lambda _name, _type: None)
    value = _tagged(block, _recognised(block, value, prior), default_tags)
    replace = tuple(
        name
        for name in behaviour.replace
        if name in value and value[name] != prior.get(name) and config.get(name) is not None
    )
    return Planned(value=value, replace=replace)


def completed(block: Block, value: Object, defaults: Mapping[str, Any], missing: Missing) -> Object:
    """Fill what the configuration left out: with its default, or, where it is computed, with `missing`."""
    attributes = {
        name: _attribute(name, each, value.get(name), defaults, missing) for name, each in block.attributes.items()
    }
    blocks = {
        name: _nested(each, value.get(name), _inner(defaults.get(name)), missing)
        for name, each in block.blocks.items()
        if name in value
    }
    return {**value, **attributes, **blocks}


def _inner(defaults: Any) -> Mapping[str, Any]:
    return defaults if isinstance(defaults, dict) else {}


def _attribute(name: str, attribute: Attribute, value: Value, defaults: Mapping[str, Any], missing: Missing) -> Value:
    if value is None:
        if name in defaults:
            return defaults[name]
        return missing(name, attribute.type) if attribute.computed else None
    if isinstance(value, list) and attribute.type[0] == "set":
        return _set(attribute.type[1], value)
    return value


def _set(element: Any, items: list[Value]) -> Value:
    """As the real provider's toolkit: one unknown makes a set unknown; objects written as blocks hold no nulls."""
    if any(is_unknown(item) for item in items):
        return UNKNOWN
    if isinstance(element, list) and element[0] == "object":
        types: Mapping[str, Any] = element[1]
        return [{**item, **{name: _nullless(type_, item.get(name)) for name, type_ in types.items()}} for item in items]
    return items


def _nullless(type_: Any, value: Value) -> Value:
    return empty(type_) if value is None else value


def _nested(nested: NestedBlock, items: Value, defaults: Mapping[str, Any], missing: Missing) -> Value:
    if not items or is_unknown(items):
        return items
    if isinstance(items, list):
        return [completed(nested.content, item, defaults, missing) for item in items]
    if nested.nesting == "map":
        return {key: completed(nested.content, item, defaults, missing) for key, item in items.items()}
    return completed(nested.content, items, defaults, missing)


def _recognised(block: Block, value: Object, prior: Object) -> Object:
    """Elements of a set have no name: one equal to a former one in all that is configured is that one still."""
    sets = {
        name: _matched(value[name], prior.get(name))
        for name, each in block.blocks.items()
        if each.nesting == "set" and isinstance(value.get(name), list)
    }
    return {**value, **sets}


def _matched(items: list[Object], prior: Value) -> list[Object]:
    former = list(prior) if isinstance(prior, list) else []
    matched = []
    for item in items:
        same = next((old for old in former if _agrees(item, old)), None)
        if same is not None:
            former.remove(same)
        matched.append(item if same is None else {**item, **same})
    return matched


def _agrees(item: Object, old: Object) -> bool:
    return all(value is None or value == [] or old.get(name) == value for name, value in item.items())


def _tagged(block: Block, value: Object, default_tags: Mapping[str, str]) -> Object:
    """`tags_all` is the provider's default tags and the resource's own; unknown while either is."""
    if "tags_all" not in block.attributes:
        return value
    tags = value.get("tags")
    return {**value, "tags_all": UNKNOWN if is_unknown(tags) else {**default_tags, **(tags or {})}}
