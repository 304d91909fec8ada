"""How each resource type behaves, where the listing does not say: defaults, replacements, made-up values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """One resource type's entry in the overlay.

    Attributes:
        defaults: Attribute → value when the configuration gives none; a mapping for the attributes inside a block.
        computed_blocks: Blocks known only after apply when the configuration has none.
        replace: Attributes that cannot change in place.
        id: Pattern of its id; `{hex}` is random, `{name}` the name the configuration gives it.
        service: The service in its ARN; the word after `aws_` when empty.
        arn: Pattern of the last part of its ARN.
        made: Attribute → pattern of the value it gets at apply.
    """

    defaults: Mapping[str, Any] = field(default_factory=dict)
    computed_blocks: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    id: str = ""
    service: str = ""
    arn: str = ""
    made: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The whole overlay.

    Attributes:
        data: Data source → attribute → value; `{region}` stands for the provider's region.
    """

    resources: Mapping[str, Behaviour]
    data: Mapping[str, Mapping[str, Any]]

    def of(self, resource_type: str) -> Behaviour:
        return self.resources.get(resource_type, Behaviour())


def read_overlay(text: str) -> Overlay:
    """Read an overlay: JSON with one object for each resource type, and `data` for the data sources."""
    raw = json.loads(text)
    data = raw.pop("data", {})
    return Overlay(resources={name: _behaviour(each) for name, each in raw.items()}, data=data)


def _behaviour(raw: Mapping[str, Any]) -> Behaviour:
    lists = {name: tuple(raw.get(name, ())) for name in ("computed_blocks", "replace")}
    return Behaviour(**{**raw, **lists})
