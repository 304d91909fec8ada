"""The provider's side of Terraform's plugin protocol 6: one method for each call, messages in and out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tidegate.sandbox.provider.applying import settle
from tidegate.sandbox.provider.behaviour import Overlay
from tidegate.sandbox.provider.faults import refused, wait_if_asked
from tidegate.sandbox.provider.planning import Planned, completed, plan_creation, plan_update
from tidegate.sandbox.provider.schema import Block, Listing, capabilities, schema_response
from tidegate.sandbox.provider.store import Store
from tidegate.sandbox.provider.values import Object, empty, is_unknown, packed, unpacked
from tidegate.sandbox.provider.wire import message, parse, repeated

Request = Mapping[int, bytes | int]


class Provider:
    """What Terraform asks, answered from a listing, an overlay and a store."""

    def __init__(self, listing: Listing, overlay: Overlay, store: Store) -> None:
        self._listing, self._overlay, self._store = listing, overlay, store
        self._schema = schema_response(listing)
        self._default_tags: Mapping[str, str] = {}
        self._region = "us-east-1"

    @property
    def calls(self) -> Mapping[str, Callable[[Request], bytes]]:
        """Each call of the service `tfplugin6.Provider` by name."""
        return {
            "GetMetadata": self._metadata,
            "GetProviderSchema": lambda _request: self._schema,
            "GetFunctions": _nothing,
            "ValidateProviderConfig": _nothing,
            "ValidateResourceConfig": _nothing,
            "ValidateDataResourceConfig": _nothing,
            "ConfigureProvider": self._configure,
            "StopProvider": _nothing,
            "UpgradeResourceState": self._upgrade,
            "ReadResource": self._read,
            "PlanResourceChange": self._plan,
            "ApplyResourceChange": self._apply,
            "ImportResourceState": self._import,
            "ReadDataSource": self._read_data,
        }

    def _metadata(self, _request: Request) -> bytes:
        return (
            message((1, capabilities()))
            + repeated(3, [message((1, name)) for name in self._listing.data_sources])
            + repeated(4, [message((1, name)) for name in self._listing.resources])
        )

    def _configure(self, request: Request) -> bytes:
        config = unpacked(request.get(2)) or {}
        if isinstance(config.get("region"), str):
            self._region = config["region"]
        tags = [block.get("tags") for block in config.get("default_tags") or []]
        self._default_tags = {
            name: value
            for each in tags
            if isinstance(each, dict)
            for name, value in each.items()
            if not is_unknown(value)
        }
        return b""

    def _upgrade(self, request: Request) -> bytes:
        """State written by another version of a type: attributes that are no longer there fall away."""
        resource_type = _text(request, 1)
        raw = json.loads(_bytes(parse(_bytes(request, 3)), 1))
        return message(
            (1, packed({**_nothing_set(self._block(resource_type)), **_of(self._block(resource_type), raw)}))
        )

    def _read(self, request: Request) -> bytes:
        known = unpacked(request.get(2))
        found = self._store.read(_text(request, 1), known) if known else None
        return message((1, packed(found)), (3, request.get(3)))

    def _plan(self, request: Request) -> bytes:
        prior, proposed, config = (unpacked(request.get(number)) for number in (2, 3, 4))
        if proposed is None:
            return message((1, packed(None)), (5, True))
        planned = self._planned(_text(request, 1), prior, proposed, config or {})
        paths = [message((1, [message((1, name))])) for name in planned.replace]
        return message((1, packed(planned.value)), (2, paths), (5, True))

    def _planned(self, resource_type: str, prior: Object | None, proposed: Object, config: Object) -> Planned:
        block, behaviour = self._block(resource_type), self._overlay.of(resource_type)
        if prior is None:
            return plan_creation(block, behaviour, proposed, self._default_tags)
        return plan_update(block, behaviour, prior, proposed, config, self._default_tags)

    def _apply(self, request: Request) -> bytes:
        resource_type = _text(request, 1)
        prior, planned = unpacked(request.get(2)), unpacked(request.get(3))
        wait_if_asked(planned or prior)
        if refused(planned or prior, "apply" if planned else "destroy"):
            return message((1, packed(prior)), (3, _not_authorized(resource_type, prior, planned)), (4, True))
        if planned is None:
            self._store.forget(resource_type, prior)
            return message((1, packed(None)), (4, True))
        behaviour = self._overlay.of(resource_type)
        value = settle(resource_type, self._block(resource_type), behaviour, planned, self._region)
        self._store.keep(resource_type, value)
        return message((1, packed(value)), (4, True))

    def _import(self, request: Request) -> bytes:
        """Only the id is known here; the read that follows finds the rest where a store has it."""
        resource_type, ident = _text(request, 1), _text(request, 2)
        state = {**_nothing_set(self._block(resource_type)), "id": ident}
        return message((1, message((1, resource_type), (2, packed(state)))))

    def _read_data(self, request: Request) -> bytes:
        data_source = _text(request, 1)
        known = self._overlay.data.get(data_source, {})

        def made(name: str, type_: Any) -> Any:
            value = known.get(name)
            if value is None:
                return f"{data_source}-{name}" if type_ == "string" else empty(type_)
            return value.format(region=self._region) if isinstance(value, str) else value

        block = self._listing.data_sources[data_source].block
        return message((1, packed(completed(block, unpacked(request.get(2)), {}, made))))

    def _block(self, resource_type: str) -> Block:
        return self._listing.resources[resource_type].block


def _nothing(_request: Request) -> bytes:
    return b""


def _bytes(fields: Request, number: int) -> bytes:
    value = fields[number]
    if isinstance(value, bytes):
        return value
    raise TypeError(f"field {number} is a number where the protocol has bytes")


def _text(fields: Request, number: int) -> str:
    return _bytes(fields, number).decode()


def _nothing_set(block: Block) -> Object:
    attributes = dict.fromkeys(block.attributes)
    return {**attributes, **{name: [] if each.repeats else None for name, each in block.blocks.items()}}


def _of(block: Block, raw: Object) -> Object:
    known = {**block.attributes, **block.blocks}
    return {name: value for name, value in raw.items() if name in known and value is not None}


def _not_authorized(resource_type: str, prior: Object | None, planned: Object | None) -> bytes:
    doing = "creating" if prior is None else "updating" if planned else "destroying"
    summary = f"{doing} {resource_type}: UnauthorizedOperation"
    return message((1, 1), (2, summary), (3, "You are not authorized to perform this operation."))
