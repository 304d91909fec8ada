"""Values that are made into something at apply alone: what the plan has read, and what stays as it is.

Of an expression that is known only at apply, the plan holds no value. What it is made from besides what changes stands
in the state as read, which a digest does not cover as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tidegate.core.plans.code import ModuleCode, parent_of
from tidegate.core.plans.places import place_of

Document = Mapping[str, Any]
LOCAL, ANY = "local", ""
PROVISIONERS = frozenset({"provisioner", "connection"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Something the code of a module refers to.

    Attributes:
        owner: `local`, or a resource: `data.aws_ami.this`.
        name: Of the local value, the attribute or the block; empty where it may be any.
        text: `data.aws_ami.this.id`.
    """

    owner: str
    name: str
    text: str


Code = Mapping[str, Iterable[Written]]
"""Module → what its code refers to, as far as a plan does not say it."""

_OBJECT = re.compile(r"((?:data\.)?[A-Za-z_][\w-]*\.[\w-]+)(?:\[[^\]]*\])*(?:\.([\w-]+))?")
_OWN = frozenset({"each", "count", "self", "path", "terraform", "ephemeral"})


@dataclass(frozen=True, slots=True)
class _Reference:
    """Something the code of a module refers to: `local.a`, `data.aws_ami.this.id`."""

    module: str
    text: str


def written(module: ModuleCode) -> Iterator[Written]:
    """What the code of a module refers to."""
    for piece in module.pieces:
        prefix = ("data",) if piece.kind == "data" else ()
        owner = LOCAL if piece.kind in ("locals", "file") else ".".join((*prefix, *piece.labels))
        yield from (Written(owner=owner, name=name, text=text) for name, text in piece.refers)


def feeding_values(show_json: Document, touched: frozenset[str], code: Code) -> Document:
    """Place of a resource → its instances → the values that feed what the plan does not know.

    Args:
        show_json: `terraform show -json` of the plan.
        touched: Places of the resources it does something with: `digest.touched_resources`.
        code: Of each module.
    """
    finder = _Finder(show_json, code)
    wanted: dict[str, set[str]] = {}
    for place, attribute in finder.objects(_unknown(show_json, touched, code)):
        if place not in touched:
            wanted.setdefault(place, set()).add(attribute)
    return _values(show_json.get("prior_state", {}).get("values", {}).get("root_module", {}), wanted)


def _values(module: Document, wanted: Mapping[str, set[str]]) -> dict[str, dict[str, Any]]:
    """An empty attribute stands for all of them."""
    found: dict[str, dict[str, Any]] = {}
    for resource in module.get("resources", ()):
        attributes = wanted.get(place_of(resource["address"]))
        if attributes:
            values = resource.get("values", {})
            kept = values if "" in attributes else {name: values.get(name) for name in sorted(attributes)}
            found[resource["address"]] = kept
    for child in module.get("child_modules", ()):
        found.update(_values(child, wanted))
    return found


def _unknown(show_json: Document, touched: frozenset[str], code: Code) -> Iterator[_Reference]:
    """What expressions refer to that the plan has no value of."""
    configuration = show_json.get("configuration", {})
    unknown = _unknown_names(show_json)
    for path, module in _modules(configuration.get("root_module", {})):
        for resource in module.get("resources", ()):
            place = _joined(path, resource.get("address", ""))
            if place in touched:
                yield from (_Reference(path, text) for text in _of_resource(resource, unknown.get(place, set())))
        for each in code.get(path, ()):
            place = _joined(path, each.owner)
            if place in touched and each.name in unknown.get(place, set()) | PROVISIONERS:
                yield _Reference(path, each.text)
    for name, change in show_json.get("output_changes", {}).items():
        if _any(change.get("after_unknown")):
            output = configuration.get("root_module", {}).get("outputs", {}).get(name, {})
            yield from (_Reference("", text) for text in references(output))
    for provider in configuration.get("provider_config", {}).values():
        home = provider.get("module_address", "")
        yield from (_Reference(home, text) for text in references(provider.get("expressions", {})))


def _unknown_names(show_json: Document) -> Mapping[str, set[str]]:
    """Place of a resource → its attributes and blocks the plan does not know, if only in part."""
    unknown: dict[str, set[str]] = {}
    for entry in show_json.get("resource_changes", ()):
        mask = entry["change"].get("after_unknown")
        names = {name for name, each in mask.items() if _any(each)} if isinstance(mask, Mapping) else set()
        unknown.setdefault(place_of(entry["address"]), set()).update(names)
    return unknown


def _of_resource(resource: Document, unknown: set[str]) -> Iterator[str]:
    """Provisioners are made up at apply even where everything is known."""
    expressions = resource.get("expressions", {})
    parts = [expressions[name] for name in sorted(unknown & expressions.keys())]
    parts.extend(resource.get("provisioners", ()))
    found = [text for part in parts for text in references(part)]
    yield from found
    if any(text.startswith(("each.", "count.")) for text in found):
        yield from references([resource.get("for_each_expression", {}), resource.get("count_expression", {})])


def references(expressions: Any) -> Iterator[str]:
    """Everything expressions of a plan's configuration refer to, each by its longest name."""
    if isinstance(expressions, list):
        for each in expressions:
            yield from references(each)
    elif isinstance(expressions, Mapping):
        before = ""
        for text in expressions.get("references", ()):
            # Terraform lists every beginning of a name after it.
            if not (before.startswith(text) and before[len(text) : len(text) + 1] in (".", "[")):
                yield text
            before = text
        for name, each in expressions.items():
            if name != "references":
                yield from references(each)


def _any(mask: Any) -> bool:
    if isinstance(mask, Mapping):
        return any(map(_any, mask.values()))
    return any(map(_any, mask)) if isinstance(mask, list) else bool(mask)


def _modules(module: Document, path: str = "") -> Iterator[tuple[str, Document]]:
    yield path, module
    for name, call in module.get("module_calls", {}).items():
        yield from _modules(call.get("module", {}), _joined(path, f"module.{name}"))


def _locals(code: Iterable[Written]) -> Mapping[str, list[str]]:
    """Name of a local value → what it refers to."""
    found: dict[str, list[str]] = {}
    for each in code:
        if each.owner == LOCAL:
            found.setdefault(each.name, []).append(each.text)
    return found


def _joined(module: str, rest: str) -> str:
    return f"{module}.{rest}" if module else rest


class _Finder:
    """Follows references through variables, local values and outputs to the resources they come from."""

    def __init__(self, show_json: Document, code: Code) -> None:
        self._modules = dict(_modules(show_json.get("configuration", {}).get("root_module", {})))
        self._locals = {module: _locals(code[module]) for module in code}

    def objects(self, start: Iterable[_Reference]) -> Iterator[tuple[str, str]]:
        """Place and attribute of every resource or read; no attribute where it is taken whole."""
        waiting = list(start)
        seen = set(waiting)
        while waiting:
            reference = waiting.pop()
            kind, _, rest = reference.text.partition(".")
            if kind in ("var", "local", "module"):
                fresh = set(self._further(reference.module, kind, rest)) - seen
                seen |= fresh
                waiting.extend(fresh)
            elif kind not in _OWN and (found := _OBJECT.match(reference.text)):
                yield _joined(reference.module, found[1]), found[2] or ""

    def _further(self, module: str, kind: str, rest: str) -> Iterator[_Reference]:
        name = re.split(r"[.\[]", rest, maxsplit=1)[0]
        if kind == "local":
            yield from (_Reference(module, text) for text in self._locals.get(module, {}).get(name, ()))
            if name != ANY:
                yield _Reference(module, LOCAL)  # Of any name: those whose own cannot be told.
        elif kind == "var":
            home = parent_of(module)
            call = self._modules.get(home, {}).get("module_calls", {}).get(module.rsplit(".", 1)[-1], {})
            yield from (_Reference(home, text) for text in references(call.get("expressions", {}).get(name, {})))
            if module:
                yield from (_Reference(home, text) for text in references(call.get("for_each_expression", {})))
        else:
            yield from self._outputs(_joined(module, f"module.{name}"), rest[len(name) :])

    def _outputs(self, module: str, rest: str) -> Iterator[_Reference]:
        wanted = re.match(r"(?:\[[^\]]*\])?\.([\w-]+)", rest)
        outputs = self._modules.get(module, {}).get("outputs", {})
        for name in outputs if wanted is None else (wanted[1],):
            yield from (_Reference(module, text) for text in references(outputs.get(name, {})))
