"""A resource instance as pricing sees it, and the resources around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from tidegate.core.costs.model import Component
from tidegate.core.words import Words, say


class Unpriced(Exception):
    """There is no price: one clause for people, "no price for `x1.huge` in eu-west-9"."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


def known_later(attribute: str) -> Words:
    return say("its `{attribute}` is known only after apply", attribute=attribute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Stands among values for one that the configuration sets and that is known only after apply.

    Whoever makes a text, a number or a choice of it has no price.
    """

    name: str

    def __str__(self) -> str:
        raise Unpriced(known_later(self.name))

    def __bool__(self) -> bool:
        return bool(str(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One instance of a managed resource, before or after the plan.

    Attributes:
        values: Its attributes; what is known only after apply is absent or null where the configuration leaves it open,
            and `Later` where it sets it.
        unknown: Names of top-level attributes that are known only after apply.
        region: Where it is; empty when nobody says.
        usage: Expected usage a month, by the names of the usage file; empty without one.
    """

    address: str
    type: str
    values: Mapping[str, Any]
    unknown: frozenset[str] = frozenset()
    region: str = ""
    usage: Mapping[str, Decimal] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """An attribute as text; the default when it is absent, null or empty."""
        value = self.values.get(name)
        return str(value) if value not in (None, "") else default

    def needed(self, name: str) -> str:
        """An attribute without which there is no price.

        Raises:
            Unpriced: It is not there, or not known yet.
        """
        value = self.text(name)
        if not value:
            raise Unpriced(
                known_later(name) if name in self.unknown else say("it has no `{attribute}`", attribute=name)
            )
        return value

    def number(self, name: str, default: int | str | Decimal = 0) -> Decimal:
        """An attribute as a number; the default when it is absent or null."""
        return number(self.values.get(name), default)

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or (isinstance(value, Later) and bool(value))

    def blocks(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """Nested blocks of a name; none when absent, null or left to the cloud."""
        value = self.values.get(name)
        if isinstance(value, Later):
            raise Unpriced(known_later(name))
        return tuple(each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()

    def block(self, name: str) -> Mapping[str, Any]:
        """The only nested block of a name; empty when it is not there."""
        return next(iter(self.blocks(name)), {})


def number(value: Any, default: int | str | Decimal = 0) -> Decimal:
    """A value of a plan as a number; the default where it is none."""
    if value is None or isinstance(value, bool) or value == "":
        return Decimal(default)
    if isinstance(value, int):
        return Decimal(value)
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return Decimal(default)


class Around(Protocol):
    """The resources on the same side of the plan."""

    def referred(self, resource: Resource, attribute: str) -> tuple[Resource, ...]:
        """Resources that an attribute (or anything within a block of that name) of `resource` refers to."""
        ...

    def referring(self, resource: Resource, *types: str) -> tuple[Resource, ...]:
        """Resources of these types, all when none are named, that refer to `resource` in any attribute."""
        ...

    def references(self, resource: Resource, attribute: str) -> int:
        """How many references an attribute has, resolved or not: a lower bound for a list that is not known yet."""
        ...


class Prices(Protocol):
    """Prices of one region."""

    def of(self, *path: str) -> Decimal:
        """The price at a path of the price file: `of("ec2", "t3.micro")`.

        Raises:
            Unpriced: There is none here.
        """
        ...

    def find(self, *path: str) -> Decimal | None:
        """The same, None when there is none: for what depends on usage and is not counted anyway."""
        ...


class Pricer(Protocol):
    """What a resource of one type is billed for. Nothing at all means that it is free as it is configured."""

    def __call__(self, resource: Resource, around: Around, prices: Prices, /) -> Iterable[Component]:
        """Its components.

        Raises:
            Unpriced: It is billed for something there is no price for.
        """
        ...
