"""Resource instances of a plan as rules see them: what each is now, and what the plan leaves it as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tidegate.checks.written import Expressions, Written
from tidegate.core.plans.differences import SENSITIVE
from tidegate.core.plans.masks import inner, marks_any


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A resource instance on one side of a plan, or a block nested in one.

    Attributes:
        values: Its attributes; what is known only after apply is absent or null.
        unknown, sensitive: Terraform's masks of the same shape.
        written: What the code says of it, to tell what nobody sets from what is set to something not known yet. None
            where that cannot be seen: before the plan, in dynamic blocks, in blocks that are attributes by nature.
        provider: The expressions of its provider's block.
    """

    type: str
    values: Mapping[str, Any]
    unknown: Any = False
    sensitive: Any = False
    written: Expressions | None = None
    provider: Expressions = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """An attribute; None when it is absent or not known."""
        return self.values.get(name)

    def is_left_out(self, name: str) -> bool:
        """Whether an attribute is not known because the code leaves it to the provider."""
        return inner(self.unknown, name) is True and self.written is not None and name not in self.written

    def is_later(self, name: str) -> bool:
        """Whether the code, as far as can be seen, sets an attribute to what is known, or partly, only after apply."""
        return marks_any(inner(self.unknown, name)) and not self.is_left_out(name)

    def shown(self, name: str) -> str:
        """An attribute for people."""
        return SENSITIVE if self.is_sensitive(name) else str(self.value(name))

    def is_sensitive(self, name: str) -> bool:
        return marks_any(inner(self.sensitive, name))

    def blocks(self, name: str) -> tuple[Side, ...]:
        """The blocks of a name; none when there are none or nobody knows them."""
        values = self.value(name)
        if not isinstance(values, list):
            return ()
        return tuple(self._block(name, n, each) for n, each in enumerate(values) if isinstance(each, Mapping))

    def _block(self, name: str, n: int, values: Mapping[str, Any]) -> Side:
        written = (self.written or {}).get(name)
        found = written[n] if isinstance(written, list) and n < len(written) else None
        unknown, sensitive = (inner(inner(mask, name), n) for mask in (self.unknown, self.sensitive))
        return Side(type=self.type, values=values, unknown=unknown, sensitive=sensitive, written=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A managed resource instance that is there after the plan.

    Attributes:
        before: None for one the plan creates.
    """

    address: str
    before: Side | None
    after: Side


def instances(show_json: Mapping[str, Any]) -> Iterator[Instance]:
    """Every instance of `terraform show -json`, in its order; those the plan leaves as they are, too."""
    written = Written(show_json)
    for entry in show_json.get("resource_changes", ()):
        if entry.get("mode") == "managed" and "deposed" not in entry and entry["change"].get("after") is not None:
            yield _instance(entry, written)


def _instance(entry: Mapping[str, Any], written: Written) -> Instance:
    change = entry["change"]
    before = change.get("before")
    provider = written.provider(entry)
    return Instance(
        address=entry["address"],
        before=None
        if before is None
        else Side(
            type=entry["type"], values=before, sensitive=change.get("before_sensitive", False), provider=provider
        ),
        after=Side(
            type=entry["type"],
            values=change["after"],
            unknown=change.get("after_unknown", False),
            sensitive=change.get("after_sensitive", False),
            written=written.expressions(entry),
            provider=provider,
        ),
    )
