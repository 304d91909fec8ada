"""Reading a plan: from `terraform show -json`, which holds secrets in clear, to content that may be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tidegate.core.plans.differences import SENSITIVE, differences
from tidegate.core.plans.holding import holds_any
from tidegate.core.plans.model import ActionKind, AttributeChange, PlanContent, ResourceChange
from tidegate.core.plans.secrets import sensitive_values
from tidegate.core.plans.sizes import Written, size_of, written_attributes

__all__ = ["read", "sensitive_values"]

_ACTIONS: Mapping[tuple[str, ...], ActionKind] = {
    ("no-op",): "no-op",
    ("create",): "create",
    ("read",): "read",
    ("update",): "update",
    ("delete",): "delete",
    ("forget",): "forget",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
    ("create", "forget"): "replace",
    ("forget", "create"): "replace",
}


def read(show_json: Mapping[str, Any], secrets: frozenset[str] | None = None) -> PlanContent:
    """What a plan does. Resources nothing happens to are left out.

    A value marked sensitive in one place is hidden in every other: Terraform forgets marks on its way through state.
    `secrets` are the plan's `sensitive_values`, from whoever has looked for them already.
    """
    is_secret = holds_any(sensitive_values(show_json) if secrets is None else secrets)
    return PlanContent(
        terraform_version=str(show_json.get("terraform_version", "")),
        resources=tuple(_resources(show_json.get("resource_changes", ()), is_secret, written_attributes(show_json))),
        outputs=dict(_outputs(show_json.get("output_changes", {}))),
        drift=tuple(_drift(show_json.get("resource_drift", ()))),
    )


def is_untouched(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of `resource_changes` says that nothing happens, not even in the state."""
    return action_of(entry) == "no-op"


def shown_address(entry: Mapping[str, Any]) -> str:
    """Of an entry of `resource_changes`: with its key where it is what is left of a replaced object."""
    deposed = entry.get("deposed")
    return f"{entry['address']} (deposed object {deposed})" if deposed else str(entry["address"])


def _resources(
    entries: Sequence[Mapping[str, Any]], is_secret: Callable[[str], bool], written: Written
) -> Iterator[ResourceChange]:
    for entry in entries:
        if not is_untouched(entry):
            yield ResourceChange(
                address=shown_address(entry),
                type=entry.get("type", ""),
                action=action_of(entry),
                attributes=tuple(_hidden(each, is_secret) for each in differences(entry["change"])),
                previous_address=entry.get("previous_address"),
                size=size_of(entry, written),
            )


def _hidden(attribute: AttributeChange, is_secret: Callable[[str], bool]) -> AttributeChange:
    before, after = _safe(attribute.before, is_secret), _safe(attribute.after, is_secret)
    if (before, after) == (attribute.before, attribute.after):
        return attribute
    return replace(attribute, before=before, after=after)


def _safe(text: str | None, is_secret: Callable[[str], bool]) -> str | None:
    """Without NUL, which not everything that shows a text can take: written as Terraform writes it in an address."""
    if text is None:
        return None
    return SENSITIVE if is_secret(text) else text.replace("\0", "\\u0000")


def action_of(entry: Mapping[str, Any]) -> ActionKind:
    """What an entry of `resource_changes` says that happens."""
    action = _kind(entry["change"])
    if action == "no-op" and "previous_address" in entry:
        return "move"
    if action == "no-op" and entry["change"].get("importing"):
        return "import"
    return action


def _kind(change: Mapping[str, Any]) -> ActionKind:
    """An action this version does not know counts as an update: something happens that must be looked at."""
    return _ACTIONS.get(tuple(change.get("actions", ())), "update")


def _outputs(changes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, ActionKind]]:
    return ((name, _kind(change)) for name, change in sorted(changes.items()) if _kind(change) != "no-op")


def _drift(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    return (entry["address"] for entry in entries if _kind(entry["change"]) != "no-op")
