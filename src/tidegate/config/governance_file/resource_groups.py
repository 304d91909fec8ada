"""Resource groups: our own mapping of names to Terraform types, and what a governance file adds to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.marks import Document
from tidegate.config.problems import did_you_mean
from tidegate.config.text import read_document
from tidegate.core.marks import Problem

_FILE = Path(__file__).parent / "data" / "resource_groups.yaml"

Groups = Mapping[str, tuple[str, ...]]


@cache
def built_in() -> Groups:
    """Group → Terraform types, as this version knows them."""
    written = read_document(_FILE.read_text(encoding="utf-8"), _FILE.name).data
    return {name: tuple(types) for name, types in written.items()}


def groups(raw: GovernanceRaw) -> Groups:
    """Our own groups with the file's types added, and the file's own groups."""
    ours, theirs = built_in(), raw.resource_groups
    return {
        name: tuple(dict.fromkeys((*ours.get(name, ()), *theirs.get(name, ()))))
        for name in dict.fromkeys((*ours, *theirs))
    }


def limit_problems(raw: GovernanceRaw, document: Document, written: tuple[str, ...]) -> Iterator[Problem]:
    """Limits of groups there are not. `written` are all groups the file has, faulty ones too."""
    known = {*built_in(), *written}
    for name in raw.resource_limits.max_resources_per_pr:
        if name not in known:
            at = ("resource_limits", "max_resources_per_pr", name)
            yield document.key_problem(at, f"There is no resource group `{name}`.", _suggestion(name, known))


def _suggestion(name: str, known: set[str]) -> str:
    close = did_you_mean(name, known)
    return close if close.startswith("Did") else "Add it to `resource_groups` with its Terraform types."
