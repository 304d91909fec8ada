"""What a change does by itself: the plan of its head without what the plan of its base does already, by address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tidegate.core.known import Known, Unknown, added
from tidegate.core.plans.change_digests import Likeness
from tidegate.core.plans.model import ActionKind, AttributeChange, PlanContent, ResourceChange

_MAKING: frozenset[ActionKind] = frozenset({"create", "replace"})
_REMOVING: frozenset[ActionKind] = frozenset({"delete", "forget"})
_INTO_STATE: frozenset[ActionKind] = frozenset({"create", "import"})


def own_content(head: PlanContent, base: PlanContent, alike: Likeness) -> PlanContent:
    """What both do is left out; what only the base does, the head takes back."""
    return PlanContent(
        terraform_version=head.terraform_version,
        resources=tuple(_resources(head, base, alike)),
        outputs=dict(_outputs(head, base, alike)),
        drift=tuple(address for address in head.drift if address not in base.drift),
    )


def own_made(head: PlanContent, base: PlanContent, alike: Likeness) -> Mapping[str, Known[int]]:
    """Terraform type → how many more the head creates or replaces than the base; types with none more are left out.

    Unknown sizes cancel where they are the same in both.
    """
    made, before = _made(head), _made(base)
    differing = [each for each in (*made, *before) if not _cancels(each, made, before, alike)]
    found: dict[str, Known[int]] = {}
    for kind in dict.fromkeys(made[each].type for each in differing if each in made):
        mine = _sizes(kind, made, differing)
        found[kind] = _less(mine, _sizes(kind, before, differing))
    return {kind: number for kind, number in found.items() if isinstance(number, Unknown) or number > 0}


def _made(content: PlanContent) -> Mapping[str, ResourceChange]:
    return {each.address: each for each in content.resources if each.action in _MAKING}


def _cancels(
    address: str, made: Mapping[str, ResourceChange], before: Mapping[str, ResourceChange], alike: Likeness
) -> bool:
    """Whether an address counts for nothing; a size both know is subtracted, which comes to the same."""
    one, other = made.get(address), before.get(address)
    unknown = any(each is not None and isinstance(each.size, Unknown) for each in (one, other))
    return one is not None and other is not None and unknown and alike.cancels(address)


def _sizes(kind: str, made: Mapping[str, ResourceChange], addresses: Iterable[str]) -> Known[int]:
    mine = (made[each] for each in dict.fromkeys(addresses) if each in made)
    return added((each.size for each in mine if each.type == kind), 0)


def _less(one: Known[int], other: Known[int]) -> Known[int]:
    if isinstance(one, Unknown):
        return one
    return other if isinstance(other, Unknown) else one - other


def _resources(head: PlanContent, base: PlanContent, alike: Likeness) -> Iterator[ResourceChange]:
    after, before = ({each.address: each for each in content.resources} for content in (head, base))
    for address in dict.fromkeys((*after, *before)):
        if not alike.is_same(address):
            found = _resource(after.get(address), before.get(address))
            if found is not None:
                yield found


def _resource(head: ResourceChange | None, base: ResourceChange | None) -> ResourceChange | None:
    """From what the base makes of an address to what the head does. One of them does something with it."""
    if base is None:
        return head
    if head is None:
        return _taken_back(base)
    match head.action not in _REMOVING, base.action not in _REMOVING:
        case True, True:
            kept = head.action == "read" or (head.action == "replace" and base.action != "replace")
            action: ActionKind = head.action if kept else "update"
        case True, False:
            action = "create"
        case False, True:
            action = "delete"
        case _:
            return None
    return replace(head, action=action, attributes=tuple(_attributes(head, base)))


def _taken_back(base: ResourceChange) -> ResourceChange | None:
    """What only the base does, the other way round; of a read there is nothing to take back."""
    if base.action == "read":
        return None
    action: ActionKind = "create" if base.action in _REMOVING else "update"
    if base.action in _INTO_STATE:
        action = "delete"
    return replace(base, action=action, attributes=tuple(map(_turned, base.attributes)), previous_address=None)


def _attributes(head: ResourceChange, base: ResourceChange) -> Iterator[AttributeChange]:
    after, before = ({each.path: each for each in change.attributes} for change in (head, base))
    for path in dict.fromkeys((*after, *before)):
        one, other = after.get(path), before.get(path)
        if one is None or other is None:
            yield one or _turned(before[path])
        elif one.after != other.after:
            yield replace(one, before=other.after)


def _turned(attribute: AttributeChange) -> AttributeChange:
    return AttributeChange(path=attribute.path, before=attribute.after, after=attribute.before)


def _outputs(head: PlanContent, base: PlanContent, alike: Likeness) -> Iterator[tuple[str, ActionKind]]:
    for name in sorted({*head.outputs, *base.outputs}):
        if not alike.is_same(f"output.{name}"):
            yield name, head.outputs.get(name, "update")
