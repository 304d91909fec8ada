"""A plan: what Terraform would do, as values people and gates can look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tidegate.core.known import Known, added

ActionKind = Literal["create", "update", "delete", "replace", "read", "forget", "move", "import", "no-op"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeChange:
    """One attribute that differs. Values are shown text: sensitive and unknown ones are replaced by words.

    Attributes:
        path: `ingress[0].from_port`.
        before, after: None when absent on that side.
        forces_replacement: The provider replaces the resource because of this attribute.
    """

    path: str
    before: str | None
    after: str | None
    forces_replacement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChange:
    """One resource instance a plan touches.

    Attributes:
        size: How many of its kind it stands for: the instances an autoscaling group wants; 1 for nearly everything,
            unknown where that is decided at apply time.
    """

    address: str
    type: str
    action: ActionKind
    attributes: tuple[AttributeChange, ...] = ()
    previous_address: str | None = None
    size: Known[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A plan in numbers, as Terraform's summary line counts; `is_empty` when there is nothing at all to apply."""

    adds: int
    changes: int
    destroys: int
    is_empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """What a plan does, redacted: it may be stored, logged and shown.

    Attributes:
        outputs: Names of changed root outputs and what happens to them.
        drift: Addresses changed outside Terraform since the last apply.
        secrets: Never here; values marked sensitive are replaced before this value is made.
    """

    terraform_version: str
    resources: tuple[ResourceChange, ...]
    outputs: Mapping[str, ActionKind]
    drift: tuple[str, ...] = ()

    def count(self, *kinds: ActionKind) -> int:
        return sum(resource.action in kinds for resource in self.resources)

    @property
    def adds(self) -> int:
        """As Terraform's summary line counts: a replacement adds one and destroys one."""
        return self.count("create", "replace")

    @property
    def changes(self) -> int:
        return self.count("update")

    @property
    def destroys(self) -> int:
        return self.count("delete", "replace")

    @property
    def is_empty(self) -> bool:
        """Nothing to apply: no resource and no output changes (pure reads do not count)."""
        return not self.outputs and all(r.action in ("no-op", "read") for r in self.resources)

    @property
    def counts(self) -> Counts:
        return Counts(adds=self.adds, changes=self.changes, destroys=self.destroys, is_empty=self.is_empty)

    @property
    def made(self) -> Mapping[str, Known[int]]:
        """Terraform type → how many it creates or replaces, each resource with its size."""
        found = [resource for resource in self.resources if resource.action in ("create", "replace")]
        return together({resource.type: resource.size} for resource in found)


def made_by(contents: Iterable[PlanContent]) -> Mapping[str, Known[int]]:
    """What several plans create or replace: Terraform type → how many."""
    return together(content.made for content in contents)


def together(several: Iterable[Mapping[str, Known[int]]]) -> Mapping[str, Known[int]]:
    """Numbers by type, added up. A type's number is unknown as soon as a part of it is."""
    parts = list(several)
    types = dict.fromkeys(name for part in parts for name in part)
    return {name: added((part[name] for part in parts if name in part), 0) for name in types}
