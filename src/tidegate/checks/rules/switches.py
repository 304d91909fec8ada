"""Switches that have to be on, at the top of a resource or in its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One switch of a type.

    Attributes:
        path: Names of the blocks it stands in, then its own.
        needs_block: Whether the first block has to be written; else one that is not there needs no switch.
        from_source: Attributes and blocks that name another store, from which the setting is taken where the code
            says nothing.
    """

    path: tuple[str, ...]
    needs_block: bool = False
    from_source: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        return ".".join(self.path)


def switch(path: str, *, from_source: tuple[str, ...] = ()) -> Switch:
    """A switch at the top, or in blocks each of which has it if it is there: `ebs_block_device.encrypted`."""
    return Switch(path=tuple(path.split(".")), from_source=from_source)


def switch_in_block(path: str) -> Switch:
    """A switch in a block that has to be written."""
    return Switch(path=tuple(path.split(".")), needs_block=True)


def off(side: Side, one: Switch) -> Iterator[Flaw]:
    """A flaw for each place where the switch is off, not set, or known only after apply."""
    if len(one.path) > 1:
        yield from _in_blocks(side, one)
        return
    name = one.path[0]
    if str(side.value(name)).lower() == "true":
        return
    if side.is_later(name):
        yield Flaw(text=f"Whether `{name}` is on is known only after apply.", key=one.written, is_sure=False)
    elif side.value(name) is not None:
        yield Flaw(text=f"`{name}` is off; set it to true.", key=one.written)
    elif any(_names(side, each) for each in one.from_source):
        yield Flaw(text=f"`{name}` is taken from its source, which nobody looked at.", key=one.written, is_sure=False)
    else:
        yield Flaw(text=f"`{name}` is not set; set it to true.", key=one.written)


def _in_blocks(side: Side, one: Switch) -> Iterator[Flaw]:
    block, *rest = one.path
    inner = side.blocks(block)
    for each in inner:
        for flaw in off(each, Switch(path=tuple(rest))):
            name = f" {each.shown('device_name')}" if each.value("device_name") else ""
            text = flaw.text.replace("`", f"`{block}`{name}: `", 1)
            yield Flaw(text=text, key=one.written, is_sure=flaw.is_sure)
    if not inner and side.is_later(block):
        yield Flaw(text=f"`{block}` is known only after apply.", key=one.written, is_sure=False)
    elif not inner and one.needs_block:
        yield Flaw(text=f"`{block}` is not written; set `{one.written}` to true in it.", key=one.written)


def _names(side: Side, source: str) -> bool:
    return bool(side.value(source)) or side.is_later(source)
