"""Reading what Infracost 0.10 prints about one plan (`--format json`, version "0.2").

Infracost ends with exit code 0 and a total of zero where it could do nothing, so whatever hints at that is looked for
before any figure is believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tidegate.core.costs.model import Component, CostEstimate, ResourceCost, estimate_of
from tidegate.core.plans.model import ActionKind
from tidegate.core.plans.read import action_of
from tidegate.core.words import Wording, Words, say

VERSION = "0.2"
CLOSE = Decimal("0.01")  # What rounding may make of one sum.

#: Providers whose resources nobody is billed for. Infracost neither prices nor counts them.
NO_CLOUDS = frozenset(
    f"hashicorp/{name}"
    for name in ("archive", "external", "http", "local", "null", "random", "template", "time", "tls")
) | {"builtin/terraform"}

Document = Mapping[str, Any]


class _Useless(Exception):
    """The output says nothing about the plan, a sentence for people."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resource:
    """A resource on one side of the plan.

    Attributes:
        total: What Infracost says all of it costs a month.
        unpriced: As `ResourceCost.unpriced`.
    """

    type: str
    components: tuple[Component, ...]
    total: Decimal
    unpriced: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A managed resource the plan names."""

    type: str
    action: ActionKind
    provider: str


def read(text: str, plan: Document, *, engine: str, currency: str) -> CostEstimate:
    """The estimate an output holds. `plan` is the document Infracost was given, `currency` the one asked for."""
    try:
        return _read(_document(text), plan, engine=engine, currency=currency)
    except _Useless as error:
        return CostEstimate(engine=engine, currency=currency, as_of="", trouble=error.words)


def _document(text: str) -> Document:
    try:
        output = json.loads(text, parse_float=Decimal)
    except ValueError:
        raise _Useless(say("Infracost printed something that is not JSON.")) from None
    return _mapping(output)


def _read(output: Document, plan: Document, *, engine: str, currency: str) -> CostEstimate:
    _understood(output, currency)
    projects = [_mapping(each) for each in _list(output.get("projects"))]
    places = _places(plan)
    _complete(projects, places)
    before, after = (_side(projects, name) for name in ("pastBreakdown", "breakdown"))
    _sums_up(output, before, after)
    resources = [*_known(before, after, places), *_unknown(projects, {*before, *after}, places)]
    as_of = str(output.get("timeGenerated") or "")[:10]
    return estimate_of(resources, engine=engine, currency=currency, as_of=as_of)


def _understood(output: Document, currency: str) -> None:
    version = output.get("version")
    if version is None or str(version) != VERSION:
        raise _Useless(
            say(
                "Infracost's output has version {version}; only version {read}, of Infracost 0.10, can be read.",
                version=version or "-",
                read=VERSION,
            )
        )
    if output.get("currency") != currency:
        answered = output.get("currency") or "-"
        raise _Useless(
            say("Infracost answered in {answered}, not in {currency}.", answered=answered, currency=currency)
        )


def _complete(projects: list[Document], places: Mapping[str, _Place]) -> None:
    for project in projects:
        metadata = _mapping(project.get("metadata"))
        errors = [each for kind in ("errors", "currentErrors", "pastErrors") for each in _list(metadata.get(kind))]
        if errors or metadata.get("type") == "error":
            raise _Useless(_failed(errors))
    paid = any(not _is_free(each) and each.action not in ("no-op", "read") for each in places.values())
    if paid and not sum(map(_detected, projects)):
        raise _Useless(say("Infracost found no resource in a plan that has some."))


def _failed(errors: list[Any]) -> Words:
    said = next((str(_mapping(each).get("message") or "") for each in errors), "")
    why = said.rstrip(".") or say("it does not say why")
    return say("Infracost could not price the plan: {why}.", why=why)


def _detected(project: Document) -> int:
    counted = _mapping(project.get("summary")).get("totalDetectedResources")
    if counted is not None:
        return int(_decimal(counted) or 0)
    sides = [_mapping(project.get(name)) for name in ("pastBreakdown", "breakdown")]
    return sum(len(_list(side.get(kind))) for side in sides for kind in ("resources", "freeResources"))


def _side(projects: list[Document], name: str) -> dict[str, _Resource]:
    """Resources by address; Infracost calls the address a name."""
    found: dict[str, _Resource] = {}
    for project in projects:
        for each in _list(_mapping(project.get(name)).get("resources")):
            address = str(each.get("name"))
            if address in found:
                raise _Useless(say("Infracost names `{address}` twice.", address=address))
            found[address] = _resource(each)
    return found


def _resource(resource: Document) -> _Resource:
    raw = list(_flat(resource))
    components = tuple(_component(name, part) for name, part in raw)
    total = _decimal(resource.get("monthlyCost")) or Decimal(0)
    missing = next((name for name, part in raw if _has_no_price(part)), None)
    unpriced: Wording = say("Infracost has no price for `{part}`", part=missing) if missing else ""
    parts = sum((each.monthly or Decimal(0) for each in components), Decimal(0))
    if not unpriced and abs(parts - total) > CLOSE * max(len(components), 1):
        unpriced = say(
            "Infracost's parts of it come to {parts}, its total to {total}", parts=f"{parts:.2f}", total=f"{total:.2f}"
        )
    return _Resource(type=_type(resource), components=components, total=total, unpriced=unpriced)


def _flat(resource: Document, inside: str = "") -> Iterator[tuple[str, Document]]:
    """Components with their names, those of subresources behind the subresource's."""
    for part in _list(resource.get("costComponents")):
        yield f"{inside}{part.get('name')}", part
    for each in _list(resource.get("subresources")):
        yield from _flat(each, f"{inside}{each.get('name')}: ")


def _component(name: str, part: Document) -> Component:
    """A tier or discount makes a component's cost differ from price times quantity: what it is billed counts."""
    unit = str(part.get("unit") or "")
    price, quantity, cost = (_decimal(part.get(key)) for key in ("price", "monthlyQuantity", "monthlyCost"))
    if cost is not None and (price is None or quantity is None or abs(price * quantity - cost) > CLOSE):
        if not quantity:
            return Component(name=name, unit="months", price=cost, quantity=Decimal(1))
        price = cost / quantity
    return Component(name=name, unit=unit, price=price, quantity=quantity)


def _has_no_price(part: Document) -> bool:
    unknown = part.get("price") is None and part.get("monthlyCost") is None and part.get("monthlyQuantity") is not None
    return bool(part.get("priceNotFound")) or unknown


def _sums_up(output: Document, before: Mapping[str, _Resource], after: Mapping[str, _Resource]) -> None:
    past, future = (sum((each.total for each in side.values()), Decimal(0)) for side in (before, after))
    slack = CLOSE * (len(before) + len(after) + 1)
    for key, ours in (
        ("pastTotalMonthlyCost", past),
        ("totalMonthlyCost", future),
        ("diffTotalMonthlyCost", future - past),
    ):
        theirs = _decimal(output.get(key))
        if theirs is None and key.startswith("diff"):
            continue
        if abs((theirs or Decimal(0)) - ours) > slack:
            raise _Useless(
                say(
                    "Infracost's `{key}` is {theirs}, but its resources come to {ours}.",
                    key=key,
                    theirs=f"{theirs or 0:.2f}",
                    ours=f"{ours:.2f}",
                )
            )


def _known(
    before: Mapping[str, _Resource], after: Mapping[str, _Resource], places: Mapping[str, _Place]
) -> Iterator[ResourceCost]:
    for address in dict.fromkeys((*after, *before)):
        old, new = before.get(address), after.get(address)
        sides = [side for side in (new, old) if side]
        unpriced: Wording = next((side.unpriced for side in sides if side.unpriced), "")
        place = places.get(address)
        yield ResourceCost(
            address=address,
            type=place.type if place else sides[0].type,
            action=_action(place, old, new),
            before=old.components if old and not unpriced else None,
            after=new.components if new and not unpriced else None,
            unpriced=unpriced,
        )


def _action(place: _Place | None, old: _Resource | None, new: _Resource | None) -> ActionKind:
    """One that the plan leaves alone changes all the same where what it depends on takes its price away."""
    action = place.action if place else "no-op"
    is_moved = action in ("no-op", "move") and old is not None and new is not None and old.unpriced != new.unpriced
    return "update" if is_moved else action


def _unknown(projects: list[Document], priced: set[str], places: Mapping[str, _Place]) -> Iterator[ResourceCost]:
    """What the plan has and the output does not. Infracost lists what is free, or counts it by type."""
    free = set(_free_addresses(projects))
    free_types, unsupported = (set(_counted(projects, key)) for key in ("noPrice", "unsupported"))
    for address, place in places.items():
        if address in priced or address in free or _is_free(place):
            continue
        if place.type in unsupported:
            because = say("Infracost does not know `{type}`", type=place.type)
        elif place.type in free_types:
            continue
        else:
            because = say("Infracost's output does not mention it")
        yield ResourceCost(address=address, type=place.type, action=place.action, unpriced=because)


def _free_addresses(projects: list[Document]) -> Iterator[str]:
    for project in projects:
        for side in ("pastBreakdown", "breakdown"):
            for each in _list(_mapping(project.get(side)).get("freeResources")):
                yield str(each.get("name"))


def _counted(projects: list[Document], kind: str) -> Iterable[str]:
    return (name for each in projects for name in _mapping(_mapping(each.get("summary")).get(f"{kind}ResourceCounts")))


def _places(plan: Document) -> dict[str, _Place]:
    """Managed resources by address; a deposed object has an address of its own, as everywhere in Tidegate."""
    found = {}
    for entry in plan.get("resource_changes") or ():
        if entry.get("mode", "managed") == "managed":
            deposed = entry.get("deposed")
            address = entry["address"] + (f" (deposed object {deposed})" if deposed else "")
            provider = "/".join(str(entry.get("provider_name", "")).split("/")[-2:])
            found[address] = _Place(type=entry["type"], action=action_of(entry), provider=provider)
    return found


def _is_free(place: _Place) -> bool:
    return place.provider in NO_CLOUDS


def _type(resource: Document) -> str:
    """Older outputs have no `resourceType`; the address has it."""
    return str(resource.get("resourceType") or str(resource.get("name")).split("[")[0].split(".")[-2:][0])


def _mapping(value: Any) -> Document:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Document]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _decimal(value: Any) -> Decimal | None:
    """Money is a string or a number there, null where it depends on usage."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        shown = repr(str(value)[:40])
        raise _Useless(say("Infracost's output has {value} where an amount belongs.", value=shown)) from None
    if not number.is_finite():
        raise _Useless(say("Infracost's output has an amount that is no number."))
    return number
