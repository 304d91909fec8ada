"""What the configuration of a resource refers to, followed through variables, outputs and `for_each`.

Terraform writes names of references into a plan, not what they came to: of a resource with several instances it is
often open which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tidegate.cost.catalog.addresses import Address, last_call, without_indexes
from tidegate.cost.catalog.configuration import Configuration, Json, references_in

_REFERENCE = re.compile(r'(?P<name>[^.\[]+\.[^.\[]+)(?P<key>\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])?(?P<rest>.*)')
_NAME = re.compile(r"[^.\[]+")
_KEYED = frozenset({"each", "count"})
_CHOOSING = _KEYED | {"var", "local"}
_NO_RESOURCES = frozenset({"path", "terraform", "self", "count", "ephemeral"})
_NOTHING: Json = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a reference refers to.

    Attributes:
        module, name: Place of the resource; both empty where it is none of the configuration's, a data source, say.
        key: Which instance; None where it may be any of them.
        is_whole: Whether all instances are meant: `aws_subnet.private[*].id`.
    """

    module: str = ""
    name: str = ""
    key: str | None = None
    is_whole: bool = False


ELSEWHERE = Target()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """Where an expression stands.

    Attributes:
        key: Of the instance that `each` and `count` speak of.
        owner: The block whose `for_each` that is.
        speaks_of_key: Whether the expression uses `each` or `count`.
        is_plain: Whether it uses resources only, and nothing that could choose among them.
    """

    module: str
    key: str
    owner: Json
    speaks_of_key: bool = False
    is_plain: bool = False

    def chosen(self, written: str | None, known: Mapping[str, Any]) -> str | None:
        """The instance a reference means: the one it names, the only one, the one of the same key, or any."""
        if written is not None and written in known:
            return written
        if len(known) == 1:
            return next(iter(known))
        return self.key if self.speaks_of_key and self.key in known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Finds targets.

    Attributes:
        instances: Instances of each resource by key, by module and name.
        modules: Keys and addresses of the instances of each module call, by parent and name.
    """

    configuration: Configuration
    instances: Mapping[tuple[str, str], Mapping[str, Any]]
    modules: Mapping[tuple[str, str], Mapping[str, str]]

    def of(self, place: Address, attribute: str | None = None) -> Iterator[Target]:
        """Targets of one attribute of a resource, of all of them where none is named."""
        block = self.configuration.resource(without_indexes(place.module), place.name)
        expressions = block.get("expressions") or _NOTHING
        expression = expressions if attribute is None else expressions.get(attribute)
        yield from self._targets(expression, _Scope(module=place.module, key=place.key, owner=block))

    def _targets(self, expression: object, scope: _Scope) -> Iterator[Target]:
        references = tuple(references_in(expression))
        heads = {each.partition(".")[0] for each in references}
        here = replace(
            scope,
            speaks_of_key=scope.speaks_of_key or not heads.isdisjoint(_KEYED),
            is_plain=heads.isdisjoint(_CHOOSING),
        )
        for each in references:
            yield from self._target(each, here)

    def _target(self, reference: str, scope: _Scope) -> Iterator[Target]:
        found = _REFERENCE.fullmatch(reference)
        match reference.partition(".")[0]:
            case "each":
                through = replace(scope, owner=_NOTHING, speaks_of_key=True)
                yield from self._targets(scope.owner.get("for_each_expression"), through)
            case "data" | "local":
                yield ELSEWHERE
            case "var" if found:
                yield from self._of_variable(found["name"].partition(".")[2], scope)
            case "module" if found:
                yield from self._of_output(found, scope)
            case head if found and head not in _NO_RESOURCES:
                yield self._of_resource(found, scope)

    def _of_resource(self, found: re.Match[str], scope: _Scope) -> Target:
        key = scope.chosen(found["key"], self.instances.get((scope.module, found["name"]), _NOTHING))
        whole = key is None and scope.is_plain and not found["rest"]
        return Target(module=scope.module, name=found["name"], key=key, is_whole=whole)

    def _of_variable(self, name: str, scope: _Scope) -> Iterator[Target]:
        """What the module's caller hands in."""
        step = last_call(scope.module)
        call = self.configuration.call(without_indexes(step.parent), step.call) if step else _NOTHING
        expression = (call.get("expressions") or _NOTHING).get(name)
        if step is None or not expression:
            yield ELSEWHERE
            return
        yield from self._targets(expression, _Scope(module=step.parent, key=step.key, owner=call))

    def _of_output(self, found: re.Match[str], scope: _Scope) -> Iterator[Target]:
        call = found["name"].partition(".")[2]
        output = _NAME.match(found["rest"].lstrip("."))
        modules = self.modules.get((scope.module, call), {})
        key = scope.chosen(found["key"], modules)
        for each, address in modules.items():
            if output and key in (None, each):
                expression = self.configuration.output(without_indexes(address), output[0])
                yield from self._targets(expression, _Scope(module=address, key="", owner=_NOTHING))
