"""Digests of single changes of a plan, to tell which of them another plan of the project holds too."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tidegate.core.plans.code import calls
from tidegate.core.plans.masks import marks_any
from tidegate.core.plans.places import place_of
from tidegate.core.plans.read import is_untouched, shown_address

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a plan stands on besides what it changes, in keyed hashes.

    Attributes:
        around: Of where it acts, and of the tools: versions, arguments and the workflow's steps.
        feeds: Place of a resource it leaves alone → of its values that feed what is known at apply alone.
    """

    around: str
    feeds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDigests:
    """What a plan does, one by one. Hashes are keyed: values hidden from people count too.

    Attributes:
        changes: Address of a resource, or `output.NAME` → digest of what happens to it and of how it is written.
        later: Addresses of which something written is known at apply alone.
        code: Digests of the code such values may come from: everything but resources and what the root puts out.
        ground: None where a part of it is not known, and of plans nobody applies.
    """

    changes: Mapping[str, str]
    later: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    ground: Ground | None = None


NO_DIGESTS = ChangeDigests(changes={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two plans of one project, of a head and of its base, have in common."""

    head: ChangeDigests
    base: ChangeDigests

    def is_same(self, address: str) -> bool:
        """Whether both do the same to it."""
        digest = self.head.changes.get(address)
        return digest is not None and digest == self.base.changes.get(address)

    @property
    def only_adds(self) -> bool:
        """Whether the head does all the base does."""
        return all(map(self.is_same, self.base.changes))

    @property
    def adds_code_only(self) -> bool:
        """Whether none of the code is gone or different that values known later may come from."""
        return set(self.base.code) <= set(self.head.code)

    def cancels(self, address: str) -> bool:
        """Whether a figure of it that neither plan knows is the same figure.

        It may hang on the resources around it, and on code no plan shows the value of: those have to be the same too.
        """
        settled = address not in self.head.later or self.adds_code_only
        return self.is_same(address) and self.only_adds and settled


def change_digests(key: bytes, show_json: Document, code: Mapping[str, Document | None]) -> ChangeDigests:
    """Of a plan.

    Args:
        key: Of the hashes.
        show_json: `terraform show -json` of it, whole.
        code: Address of a module → what `code.as_document` says of what the plan's digest covers of it.
    """
    blocks = dict(_blocks(show_json.get("configuration", {})))
    changes: dict[str, str] = {}
    later: list[str] = []
    for entry in show_json.get("resource_changes", ()):
        if not is_untouched(entry):
            address, block = shown_address(entry), blocks.get(place_of(entry["address"]), {})
            changes[address] = _hash(key, {"entry": entry, "block": block})
            if _is_later(entry, block):
                later.append(address)
    for name, change in show_json.get("output_changes", {}).items():
        if change.get("actions") != ["no-op"]:
            changes[f"output.{name}"] = _hash(key, change)
    given = ({"variable": name, "value": value} for name, value in show_json.get("variables", {}).items())
    pieces = {_hash(key, each) for each in (*given, *_pieces(code))}
    return ChangeDigests(changes=changes, later=tuple(later), code=tuple(sorted(pieces)))


def _blocks(configuration: Document) -> Iterator[tuple[str, Document]]:
    """Place of a resource → its block."""
    modules = {"": configuration.get("root_module", {})}
    modules |= {address: call.get("module", {}) for address, call in calls(configuration).items()}
    for address, module in modules.items():
        for resource in module.get("resources", ()):
            yield ".".join(filter(None, (address, resource.get("address", "")))), resource


def _is_later(entry: Document, block: Document) -> bool:
    """Attributes a provider makes up are unknown at every creation: only what is written counts."""
    unknown = entry["change"].get("after_unknown")
    names = {name for name, mask in unknown.items() if marks_any(mask)} if isinstance(unknown, Mapping) else set()
    return not block or not names.isdisjoint(block.get("expressions", {}))


def _pieces(code: Mapping[str, Document | None]) -> Iterator[Document]:
    for address, document in code.items():
        if document is None:
            continue
        for kind, *rest in document.get("blocks", ()):
            if kind != "resource" and (kind != "output" or address):
                yield {"module": address, "block": [kind, *rest]}
        for path, content in document.get("files", {}).items():
            yield {"module": address, "file": path, "hash": content}


def _hash(key: bytes, document: object) -> str:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
