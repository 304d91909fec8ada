"""What the code writes about a resource: the `configuration` of plan JSON, expressions before they are evaluated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Expressions: TypeAlias = Mapping[str, Any]
"""Attribute or block → its expression: `{"constant_value": ...}`, `{"references": [...]}`, or blocks with such."""

_CALL = re.compile(r'module\.([^.\[]+)(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.?')


class Written:
    """The configuration of one plan; every resource block is found once."""

    def __init__(self, show_json: Mapping[str, Any]) -> None:
        self._configuration: Mapping[str, Any] = show_json.get("configuration") or {}
        self._blocks: dict[tuple[str, ...], dict[str, Mapping[str, Any]]] = {}

    def expressions(self, entry: Mapping[str, Any]) -> Expressions | None:
        """The expressions of the block an entry of `resource_changes` comes from; None when there is none.

        Blocks that `dynamic` makes are not in it.
        """
        block = self._block(entry)
        return None if block is None else block.get("expressions") or {}

    def provider(self, entry: Mapping[str, Any]) -> Expressions:
        """The expressions of the provider block an entry is made with; empty when there is none.

        Older Terraform writes `module.redis:aws` where a module has the provider of its caller.
        """
        key = (self._block(entry) or {}).get("provider_config_key", "")
        known = self._configuration.get("provider_config") or {}
        return (known.get(key) or known.get(key.rpartition(":")[2]) or {}).get("expressions") or {}

    def _block(self, entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
        calls = tuple(_CALL.findall(entry.get("module_address") or ""))
        if calls not in self._blocks:
            self._blocks[calls] = {each["address"]: each for each in self._module(calls).get("resources", ())}
        return self._blocks[calls].get(f"{entry['type']}.{entry['name']}")

    def _module(self, calls: tuple[str, ...]) -> Mapping[str, Any]:
        module = self._configuration.get("root_module") or {}
        for name in calls:
            module = module.get("module_calls", {}).get(name, {}).get("module") or {}
        return module


def constant(expression: Any) -> Any:
    """The value an expression writes out, which is known whatever the plan says; None for every other."""
    return expression.get("constant_value") if isinstance(expression, Mapping) else None
