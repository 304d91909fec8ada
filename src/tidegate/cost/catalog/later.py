"""What the configuration sets and the plan does not know yet: no default of the cloud's may stand in for it.

Terraform also calls unknown what the configuration leaves out, or sets to null, and the cloud decides: that is told
from the other by what the expression refers to. Only a resource, a data source, an output of a module or a local value
can be unknown; of a local value a plan does not say what it is made of. Blocks that `dynamic` writes are in no plan's
configuration, and so their attributes count as left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from tidegate.cost.catalog.addresses import last_call, without_indexes
from tidegate.cost.catalog.configuration import Configuration, Json, references_in
from tidegate.cost.catalog.resource import Later

_ALWAYS_KNOWN = frozenset({"count", "path", "self", "terraform"})
_NOTHING: Json = {}


def with_later(values: Mapping[str, Any], unknown: Json, written: Json, is_open: Callable[[Any], bool]) -> Json:
    """The values with `Later` where the configuration sets what is not known.

    `unknown` is the plan's `after_unknown` of them, and `written` what the configuration has for them.
    """
    found: dict[str, Any] = {}
    for name, mask in unknown.items():
        if mask is True and name in written and is_open(written[name]):
            found[name] = Later(name=name)
        elif isinstance(mask, list) and isinstance(values.get(name), list):
            blocks = _merged(written.get(name))
            found[name] = [
                with_later(value, inner, blocks, is_open)
                if isinstance(value, dict) and isinstance(inner, dict)
                else value
                for value, inner in zip_longest(values[name], mask[: len(values[name])])
            ]
    return {**values, **found} if found else values


def _merged(written: Any) -> Json:
    """Attribute → its expressions in all blocks of a name: blocks of a set are not in the order they are written in."""
    found: dict[str, list[Any]] = {}
    for block in _blocks(written):
        for name, expression in block.items():
            found.setdefault(name, []).append(expression)
    return found


def _blocks(written: Any) -> Iterator[Json]:
    if isinstance(written, list):
        for each in written:
            yield from _blocks(each)
    elif isinstance(written, Mapping) and not {"references", "constant_value"} & written.keys():
        yield written


def may_be_unknown(configuration: Configuration, module: str, owner: Json, expression: Any) -> bool:
    """Whether an expression refers, through variables and `for_each`, to anything a plan may not know.

    It stands in the module instance of the address `module`; its `each` speaks of the `for_each` of `owner`.
    """
    return any(_one(configuration, module, owner, each) for each in references_in(expression))


def _one(configuration: Configuration, module: str, owner: Json, reference: str) -> bool:
    head, _, rest = reference.partition(".")
    match head:
        case "each":
            return may_be_unknown(configuration, module, _NOTHING, owner.get("for_each_expression"))
        case "var":
            step = last_call(module)
            call = configuration.call(without_indexes(step.parent), step.call) if step else _NOTHING
            given = (call.get("expressions") or _NOTHING).get(rest.partition(".")[0].partition("[")[0])
            return may_be_unknown(configuration, step.parent if step else "", call, given)
        case _:
            return head not in _ALWAYS_KNOWN
