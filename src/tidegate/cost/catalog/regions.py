"""Where a resource is: its own region, its ARN, its provider's, the default provider's, or the one asked for.

A provider of its own whose region the plan does not tell is in no region: it is there because it is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tidegate.cost.catalog.addresses import last_call
from tidegate.cost.catalog.configuration import Configuration, Json

_REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,3}-[0-9]+")
_DEFAULT = "aws"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region, empty when nobody says; `note` is a sentence for people where it is second best."""

    region: str
    note: str = ""


_FROM_DEFAULT = "Its region is taken from the default provider."


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """Finds regions; what a provider configuration says is worked out once.

    Attributes:
        asked: The region to take where nothing in the plan names one; may be empty.
    """

    configuration: Configuration
    asked: str
    _known: dict[str, Place] = field(default_factory=dict)

    def of(self, values: Mapping[str, Any], provider_key: str) -> Place:
        """Where a resource with these attributes and this provider configuration is."""
        own = _own(values)
        if own:
            return Place(region=own)
        if provider_key not in self._known:
            self._known[provider_key] = self._of_provider(provider_key)
        return self._known[provider_key]

    def _of_provider(self, key: str) -> Place:
        for candidate in (key, key.rpartition(":")[2]):
            region = self._configured(candidate)
            if region or (candidate != _DEFAULT and self._written(candidate)):
                return Place(region=region)
        region = self._configured(_DEFAULT)
        if region:
            return Place(region=region, note=_FROM_DEFAULT)
        if self.asked:
            return Place(region=self.asked, note=f"Nothing in the plan names its region: {self.asked} is assumed.")
        return Place(region="")

    def _configured(self, key: str) -> str:
        module = (self.configuration.providers.get(key) or {}).get("module_address") or ""
        return _region(self._value(self._written(key), module))

    def _written(self, key: str) -> Json:
        """The expression of a provider's region; empty when it has none."""
        written = self.configuration.providers.get(key) or {}
        expression: Json = (written.get("expressions") or {}).get("region") or {}
        return expression

    def _value(self, expression: Json, module: str) -> Any:
        """What an expression stands for, where it is a constant or one variable; None where it is more."""
        if "constant_value" in expression:
            return expression["constant_value"]
        references = expression.get("references") or ()
        if not references or not all(references[0].startswith(each) for each in references):
            return None
        head, name, *inner = str(references[0]).split(".")
        return _inside(self._variable(name, module), inner) if head == "var" else None

    def _variable(self, name: str, module: str) -> Any:
        call = last_call(module)
        if call is None:
            given = self.configuration.given.get(name)
            return given.get("value") if given else self._default(name, "")
        expressions = self.configuration.call(call.parent, call.call).get("expressions") or {}
        return self._value(expressions[name], call.parent) if name in expressions else self._default(name, module)

    def _default(self, name: str, module: str) -> Any:
        found = self.configuration.modules.get(module)
        return (found.variables.get(name) or {}).get("default") if found else None


def _own(values: Mapping[str, Any]) -> str:
    """What the resource itself says."""
    region = _region(values.get("region"))
    if region:
        return region
    arn = values.get("arn")
    parts = arn.split(":", 4) if isinstance(arn, str) else ()
    return _region(parts[3]) if len(parts) > 4 else ""


def _region(value: Any) -> str:
    return value if isinstance(value, str) and _REGION.fullmatch(value) else ""


def _inside(value: Any, path: list[str]) -> Any:
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
