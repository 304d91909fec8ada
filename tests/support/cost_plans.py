"""Plans for pricing, built from a few values, in the shape `terraform show -json` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tidegate.core.costs.model import CostEstimate, ResourceCost
from tidegate.cost.catalog.addresses import last_call, taken_apart, without_indexes
from tidegate.cost.catalog.engine import estimate
from tidegate.ports.cost import CostQuestion


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A resource instance of a plan.

    Attributes:
        before, after: Attributes on each side; None where it is not there.
        refers: Attribute → references of its expression, as Terraform writes them.
        each: References of its `for_each`.
        change: Further keys of its entry in `resource_changes`; None leaves it out of them.
    """

    address: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    unknown: tuple[str, ...] = ()
    refers: Mapping[str, list[str]] = field(default_factory=dict)
    each: tuple[str, ...] = ()
    provider: str = "aws"
    provider_name: str = "registry.terraform.io/hashicorp/aws"
    actions: tuple[str, ...] = ()
    change: Mapping[str, Any] | None = field(default_factory=dict)
    deposed: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """Module, type and name."""
        place = taken_apart(self.address)
        type_, _, name = place.name.partition(".")
        return place.module, type_, name


def new(address: str, values: Mapping[str, Any], **more: Any) -> Instance:
    return Instance(address=address, after=values, **more)


def kept(address: str, values: Mapping[str, Any], **more: Any) -> Instance:
    return Instance(address=address, before=values, after=values, **more)


def gone(address: str, values: Mapping[str, Any], **more: Any) -> Instance:
    return Instance(address=address, before=values, **more)


def plan_of(
    *instances: Instance,
    region: Any = "us-east-1",
    providers: Mapping[str, Any] | None = None,
    calls: Mapping[str, Mapping[str, Any]] | None = None,
    variables: Mapping[str, Any] | None = None,
    left_alone: Iterable[Instance] = (),
) -> dict[str, Any]:
    """A plan document.

    Args:
        region: Of the default provider; None for none.
        providers: Provider configurations instead of that.
        calls: Call address (`module.app`) → further keys of the module call: `expressions`, `for_each_expression`,
            and `outputs` and `variables` of the module called.
        left_alone: What is in the state, and in nothing else, as a targeted plan has it.
    """
    default = {"name": "aws", "expressions": {"region": {"constant_value": region}} if region else {}}
    changed = [each for each in instances if each.change is not None]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "variables": {name: {"value": value} for name, value in (variables or {}).items()},
        "planned_values": {"root_module": _state(instances, "after")},
        "prior_state": {"values": {"root_module": _state([*instances, *left_alone], "before")}},
        "resource_changes": [_change(each) for each in changed],
        "configuration": {
            "provider_config": {"aws": default} if providers is None else providers,
            "root_module": _module("", [*instances, *left_alone], calls or {}),
        },
    }


def cost_of(plan: Mapping[str, Any], address: str, **question: Any) -> ResourceCost:
    """What one resource of a plan costs."""
    made = estimate(CostQuestion(plan=plan, **question))
    assert not made.trouble, made.trouble
    return next(each for each in made.resources if each.address == address)


def addresses(made: CostEstimate) -> list[str]:
    return [each.address for each in made.resources]


def shown(cost: ResourceCost) -> dict[str, str]:
    """Component → dollars a month, to a hundredth of a cent; `usage` where it depends on it."""
    assert not cost.unpriced, cost.unpriced
    return {part.name: amount(part.monthly) for part in cost.after or ()}


def amount(monthly: Decimal | None) -> str:
    return "usage" if monthly is None else f"{monthly:.4f}".rstrip("0").rstrip(".")


def new_costs(type_: str, values: Mapping[str, Any], *around: Instance, region: str = "us-east-1", **more: Any) -> Any:
    """What a new resource costs: `shown`, or why it has no price."""
    asked = {key: more.pop(key) for key in ("usage", "overlay") if key in more}
    cost = cost_of(plan_of(new(f"{type_}.it", values, **more), *around, region=region), f"{type_}.it", **asked)
    return str(cost.unpriced) or shown(cost)


def _state(instances: Iterable[Instance], side: str, module: str = "") -> dict[str, Any]:
    there = [each for each in instances if getattr(each, side) is not None and not (side == "after" and each.deposed)]
    own = [_in_state(each, side) for each in there if each.parts[0] == module]
    below = dict.fromkeys(_child(each.parts[0], module) for each in there if _is_below(each.parts[0], module))
    children = [{"address": child, **_state(there, side, child)} for child in below]
    return {"resources": own, **({"child_modules": children} if children else {})}


def _in_state(each: Instance, side: str) -> dict[str, Any]:
    _, type_, name = each.parts
    place = taken_apart(each.address)
    deposed = {"deposed_key": each.deposed} if each.deposed else {}
    return {
        "address": each.address,
        "mode": "managed",
        "type": type_,
        "name": name,
        **({"index": place.key.strip('[]"')} if place.key else {}),
        "provider_name": each.provider_name,
        "values": getattr(each, side),
        **deposed,
    }


def _is_below(module: str, above: str) -> bool:
    return module != above and (not above or module.startswith(f"{above}."))


def _child(module: str, above: str) -> str:
    """The module right below `above` on the way to `module`."""
    while (step := last_call(module)) and step.parent != above:
        module = step.parent
    return module


def _change(each: Instance) -> dict[str, Any]:
    module, type_, name = each.parts
    actions = {(False, True): ["create"], (True, False): ["delete"], (True, True): ["update"]}
    found = actions[each.before is not None, each.after is not None]
    return {
        "address": each.address,
        **({"module_address": module} if module else {}),
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider_name": each.provider_name,
        "change": {
            "actions": list(each.actions) or (["no-op"] if each.before == each.after else found),
            "before": each.before,
            "after": each.after,
            "after_unknown": dict.fromkeys(each.unknown, True),
        },
        **({"deposed": each.deposed} if each.deposed else {}),
        **(each.change or {}),
    }


def _module(written: str, instances: list[Instance], calls: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A module of the configuration with all below it."""
    own = {each.parts[1:]: each for each in instances if without_indexes(each.parts[0]) == written}
    places = {without_indexes(each.parts[0]) for each in instances} | set(calls)
    below = sorted({_child(place, written) for place in places if _is_below(place, written)})
    made: dict[str, Any] = {"resources": [_declared(each) for each in own.values()]}
    for place in below:
        more = dict(calls.get(place, {}))
        inner = {key: more.pop(key) for key in ("outputs", "variables") if key in more}
        name = place.rpartition("module.")[2]
        made.setdefault("module_calls", {})[name] = {
            "source": "./m",
            **more,
            "module": {**_module(place, instances, calls), **inner},
        }
    return made


def _declared(each: Instance) -> dict[str, Any]:
    _, type_, name = each.parts
    return {
        "address": f"{type_}.{name}",
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider_config_key": each.provider,
        "expressions": {attribute: {"references": found} for attribute, found in each.refers.items()},
        **({"for_each_expression": {"references": list(each.each)}} if each.each else {}),
    }
