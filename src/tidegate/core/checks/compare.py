"""What a change brings: findings at its head held against those of the same tool where it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from tidegate.core.checks.model import Finding
from tidegate.core.checks.same import without_keys

_Key: TypeAlias = tuple[str, str]  # The rule, and the resource or else the file.


def compared(head: Sequence[Finding], base: Iterable[Finding], moved: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings at head, each marked as new or not.

    Findings of one rule about one resource (or one file, where no resource is named) are counted: as many as there
    were at base are old, the rest is new. Those with the same message are the old ones first, then those on the same
    line, then the earlier ones.

    Args:
        head: What the tool finds at the change's commit.
        base: What it finds where the change comes from.
        moved: Address now → address before, with instance keys or without, as `moves` gives it.
    """
    left: defaultdict[_Key, list[Finding]] = defaultdict(list)
    for each in base:
        left[_key(each, {})].append(each)
    groups: defaultdict[_Key, list[int]] = defaultdict(list)
    for n, each in enumerate(head):
        groups[_key(each, moved)].append(n)
    old = {n for key, members in groups.items() for n in _matched(head, members, left[key])}
    return tuple(replace(each, is_new=n not in old) for n, each in enumerate(head))


def moves(show_json: Mapping[str, Any]) -> dict[str, str]:
    """Address now → address before, of everything a plan moves; with instance keys, and without where all agree."""
    exact = {
        entry["address"]: entry["previous_address"]
        for entry in show_json.get("resource_changes", ())
        if entry.get("previous_address")
    }
    bare: defaultdict[str, set[str]] = defaultdict(set)
    for now, before in exact.items():
        bare[without_keys(now)].add(without_keys(before))
    return {**{now: min(before) for now, before in bare.items() if len(before) == 1}, **exact}


def _key(finding: Finding, moved: Mapping[str, str]) -> _Key:
    address = moved.get(finding.address, finding.address)
    return (finding.id, address or f"file {finding.file}")


def _matched(head: Sequence[Finding], members: Sequence[int], base: Sequence[Finding]) -> Iterator[int]:
    """Which of the members were there before."""
    open_, left = list(members), list(base)
    for alike in (_same_message, _same_line, _same_key):
        for n in tuple(open_):
            twin = next((each for each in left if alike(head[n], each)), None)
            if twin is not None:
                left.remove(twin)
                open_.remove(n)
                yield n


def _same_message(one: Finding, other: Finding) -> bool:
    return one.message == other.message


def _same_line(one: Finding, other: Finding) -> bool:
    return (one.file, one.line) == (other.file, other.line)


def _same_key(_one: Finding, _other: Finding) -> bool:
    """They were grouped by their key."""
    return True
