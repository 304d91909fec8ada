"""Terraform versions and the constraints people write: `1.9.8`, `~> 1.9`, `>= 1.5, < 2`. Pure."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_VERSION = re.compile(r"v?(\d+(?:\.\d+){0,2})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")
_CLAUSE = re.compile(r"\s*(=|!=|>=|<=|>|<|~>)?\s*(\S+)\s*")

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """Three numbers, and a pre-release's name; a release comes after its pre-releases."""

    numbers: tuple[int, int, int]
    released: bool = True
    name: str = ""

    def __str__(self) -> str:
        return ".".join(map(str, self.numbers)) + (f"-{self.name}" if self.name else "")


def parse(text: str) -> Version:
    """A version; missing numbers are 0.

    Raises:
        ValueError: It is none; the text says so.
    """
    return _parse(text)[0]


def fits(version: Version, constraint: str) -> bool:
    """Whether a version satisfies every clause. As in Terraform, a pre-release fits only when it is named exactly.

    Raises:
        ValueError: The constraint cannot be read; the text says so.
    """
    return all([_fits_clause(version, clause) for clause in constraint.split(",")])  # noqa: C419 - reads every clause


def exact(constraint: str) -> Version | None:
    """The one version a constraint names; None when it allows others."""
    found = _CLAUSE.fullmatch(constraint)
    return _parse(found[2])[0] if found and found[1] in (None, "=") else None


def _fits_clause(version: Version, clause: str) -> bool:
    found = _CLAUSE.fullmatch(clause)
    if not found:
        raise ValueError(f"{clause.strip()!r} is not a version constraint; write `1.9.8`, `~> 1.9` or `>= 1.5, < 2`")
    bound, given = _parse(found[2])
    if not version.released:
        return found[1] in (None, "=") and version == bound
    if found[1] == "~>":
        kept = max(given - 1, 0)
        return version >= bound and version.numbers[:kept] == bound.numbers[:kept]
    return _COMPARE[found[1] or "="](version, bound)


def _parse(text: str) -> tuple[Version, int]:
    """A version, and how many numbers it was written with."""
    found = _VERSION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text.strip()!r} is not a version; write three numbers like 1.9.8")
    numbers = [int(part) for part in found[1].split(".")]
    major, minor, patch = (*numbers, 0, 0)[:3]
    return Version((major, minor, patch), found[2] is None, found[2] or ""), len(numbers)
