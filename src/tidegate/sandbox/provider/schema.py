"""Which resource types there are and what attributes they have: the listing read, and told to Terraform."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tidegate.sandbox.provider.wire import message, repeated

_NESTING = {"single": 1, "list": 2, "set": 3, "map": 4, "group": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute.

    Attributes:
        type: Terraform's JSON notation: `"string"`, `["set", "string"]`, `["set", ["object", {...}]]`.
    """

    type: Any
    required: bool
    optional: bool
    computed: bool
    sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    blocks: Mapping[str, NestedBlock] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedBlock:
    """A block inside a block.

    Attributes:
        nesting: `single`, `list`, `set`, `map` or `group`.
        max_items: 0 when there is no limit.
    """

    content: Block
    nesting: str
    min_items: int = 0
    max_items: int = 0

    @property
    def repeats(self) -> bool:
        return self.nesting in {"list", "set"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    version: int
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    provider: Schema
    resources: Mapping[str, Schema]
    data_sources: Mapping[str, Schema]


def read_listing(text: str) -> Listing:
    """Read a listing: JSON with `provider`, `resources` and `data_sources`.

    An attribute is `[type, flags]`, the flags being letters: r(equired), o(ptional), c(omputed), s(ensitive).
    """
    raw = json.loads(text)
    return Listing(
        provider=_schema(raw["provider"]),
        resources={name: _schema(each) for name, each in raw["resources"].items()},
        data_sources={name: _schema(each) for name, each in raw["data_sources"].items()},
    )


def schema_response(listing: Listing) -> bytes:
    """The answer to GetProviderSchema."""
    return b"".join(
        (
            message((1, _schema_message(listing.provider))),
            repeated(2, _named(listing.resources)),
            repeated(3, _named(listing.data_sources)),
            message((6, capabilities())),
        )
    )


def capabilities() -> bytes:
    """ServerCapabilities: destroying is planned too, and the schema need be asked for only once."""
    return message((1, True), (2, True))


def _schema(raw: Mapping[str, Any]) -> Schema:
    return Schema(version=raw.get("version", 0), block=_block(raw))


def _block(raw: Mapping[str, Any]) -> Block:
    return Block(
        attributes={name: _attribute(*each) for name, each in raw.get("attributes", {}).items()},
        blocks={name: _nested(each) for name, each in raw.get("blocks", {}).items()},
    )


def _attribute(type_: Any, flags: str) -> Attribute:
    return Attribute(
        type=type_, required="r" in flags, optional="o" in flags, computed="c" in flags, sensitive="s" in flags
    )


def _nested(raw: Mapping[str, Any]) -> NestedBlock:
    return NestedBlock(
        content=_block(raw),
        nesting=raw["nesting"],
        min_items=raw.get("min_items", 0),
        max_items=raw.get("max_items", 0),
    )


def _named(schemas: Mapping[str, Schema]) -> list[bytes]:
    return [message((1, name), (2, _schema_message(each))) for name, each in schemas.items()]


def _schema_message(schema: Schema) -> bytes:
    return message((1, schema.version)) + repeated(2, [_block_message(schema.block)])


def _block_message(block: Block) -> bytes:
    return message(
        (2, [_attribute_message(name, each) for name, each in block.attributes.items()]),
        (3, [_nested_message(name, each) for name, each in block.blocks.items()]),
    )


def _attribute_message(name: str, attribute: Attribute) -> bytes:
    return message(
        (1, name),
        (2, json.dumps(attribute.type, separators=(",", ":"))),
        (4, attribute.required),
        (5, attribute.optional),
        (6, attribute.computed),
        (7, attribute.sensitive),
    )


def _nested_message(name: str, nested: NestedBlock) -> bytes:
    return (
        message((1, name))
        + repeated(2, [_block_message(nested.content)])
        + message((3, _NESTING[nested.nesting]), (4, nested.min_items), (5, nested.max_items))
    )
