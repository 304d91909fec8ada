"""What a resource turns out to be: plausible values for all that was known only after apply."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from tidegate.sandbox.provider.behaviour import Behaviour
from tidegate.sandbox.provider.schema import Block
from tidegate.sandbox.provider.values import Object, Value, empty, is_unknown

ACCOUNT = "123456789012"

_NAMES = ("name", "identifier", "bucket", "cluster_id", "replication_group_id", "function_name")

_Make = Callable[[str], str]


def settle(resource_type: str, block: Block, behaviour: Behaviour, planned: Object, region: str) -> Object:
    """Give every unknown of a planned resource a value: id, name and ARN by pattern, the rest made up."""
    random = secrets.token_hex(9)[:17]
    named = {**planned, **_own_name(planned, random)}
    ident = _ident(resource_type, behaviour, named, random)
    arn = _arn(resource_type, behaviour, named, ident, region)

    def made(name: str) -> str:
        if name in behaviour.made:
            return behaviour.made[name].format(id=ident, name=_name(named, random), region=region)
        if name == "arn":
            return arn
        return ident if name == "id" or name.endswith("_id") else f"{name}.{ident}"

    return _settled(block, named, made)


def _own_name(planned: Object, random: str) -> Object:
    """A name made from `name_prefix`, where the configuration asks for one."""
    if "name" in planned and is_unknown(planned["name"]):
        prefix = planned.get("name_prefix")
        return {"name": f"{prefix if isinstance(prefix, str) else 'terraform-'}{random}"}
    return {}


def _name(value: Object, random: str) -> str:
    return next((value[each] for each in _NAMES if isinstance(value.get(each), str)), random)


def _ident(resource_type: str, behaviour: Behaviour, value: Object, random: str) -> str:
    known = value.get("id")
    if isinstance(known, str):
        return known
    pattern = behaviour.id or resource_type.removeprefix("aws_").replace("_", "-") + "-{hex}"
    return pattern.format(hex=random, name=_name(value, random))


def _arn(resource_type: str, behaviour: Behaviour, value: Object, ident: str, region: str) -> str:
    kind = resource_type.removeprefix("aws_")
    service = behaviour.service or kind.split("_", 1)[0]
    tail = (behaviour.arn or kind + "/{id}").format(id=ident, name=_name(value, ident))
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{tail}"


def _settled(block: Block, value: Object, made: _Make) -> Object:
    attributes = {
        name: _attribute(name, each.type, value[name], made) for name, each in block.attributes.items() if name in value
    }
    blocks = {name: _nested(each.content, value.get(name), made) for name, each in block.blocks.items()}
    return {**value, **attributes, **blocks}


def _attribute(name: str, type_: Any, value: Value, made: _Make) -> Value:
    if not is_unknown(value):
        return value
    return made(name) if type_ == "string" else empty(type_)


def _nested(content: Block, items: Value, made: _Make) -> Value:
    if is_unknown(items):
        return []
    return [_settled(content, item, made) for item in items] if isinstance(items, list) else items
