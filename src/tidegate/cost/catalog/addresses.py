"""Addresses of resource instances, taken apart: `module.app["a"].aws_instance.web[0]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_INDEX = r'\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]'
_INDEXES = re.compile(_INDEX)
_ADDRESS = re.compile(rf"(?P<module>(?:module\.[^.\[]+(?:{_INDEX})?\.)*)(?P<name>[^.\[]+\.[^.\[ ]+)(?P<key>{_INDEX})?")
_CALLS = re.compile(rf"module\.(?P<call>[^.\[]+)(?P<key>{_INDEX})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A resource instance's place.

    Attributes:
        module: `module.app["a"]`; empty for the root module.
        name: `aws_instance.web`, the same for all instances.
        key: `[0]` or `["a"]`; empty where there is one instance only.
    """

    module: str
    name: str
    key: str


def taken_apart(address: str) -> Address:
    """The parts of an address; what is no address is all name."""
    found = _ADDRESS.match(address)
    if found is None:
        return Address(module="", name=address, key="")
    return Address(module=found["module"].removesuffix("."), name=found["name"], key=found["key"] or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The last step of a module's address.

    Attributes:
        parent: The module the call stands in; empty for the root module.
        call: The call's name.
        key: Which of its instances; empty where there is one only.
    """

    parent: str
    call: str
    key: str


def last_call(module: str) -> Call | None:
    """The call that makes a module instance; None for the root module."""
    calls = list(_CALLS.finditer(module))
    if not calls:
        return None
    found = calls[-1]
    return Call(parent=module[: found.start()].removesuffix("."), call=found["call"], key=found["key"] or "")


def without_indexes(address: str) -> str:
    """The address as the configuration has it: `module.app.aws_instance.web`."""
    return _INDEXES.sub("", address) if "[" in address else address
