"""Plans as checks read them, made of the few parts a rule looks at, and subjects to examine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidegate.checks.flaws import Look
from tidegate.checks.instances import Side
from tidegate.core.checks.rules import CheckRules
from tidegate.core.projects.model import Project
from tidegate.ports.checks import Subject


def side(type_: str, values: Mapping[str, Any] | None = None, **rest: Any) -> Side:
    """One side of a resource; `unknown`, `sensitive` and `written` as in plan JSON."""
    return Side(type=type_, values=values or {}, **rest)


def said(look: Look, one: Side) -> list[tuple[str, bool]]:
    """What a rule objects to: sentence and whether it is sure."""
    return [(flaw.text, flaw.is_sure) for flaw in look(one)]


def verdict(look: Look, one: Side) -> str:
    """A rule's answer in a word: `fine`, `flawed`, or `later` when nobody can say before apply."""
    flaws = list(look(one))
    if not flaws:
        return "fine"
    return "flawed" if any(flaw.is_sure for flaw in flaws) else "later"


def entry(address: str, before: Any = None, after: Any = None, **change: Any) -> dict[str, Any]:
    """One entry of `resource_changes`; an address with a module and instance keys is taken apart."""
    module, _, local = address.rpartition(".aws_") if ".aws_" in address else ("", "", address.removeprefix("aws_"))
    type_, name = f"aws_{local}".split("[", maxsplit=1)[0].split(".")
    return {
        "address": address,
        **({"module_address": module} if module else {}),
        "mode": "managed",
        "type": type_,
        "name": name,
        "change": {"actions": ["update"], "before": before, "after": after, **change},
    }


def plan(*entries: Mapping[str, Any], configuration: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {"resource_changes": list(entries), "configuration": configuration or {}}


def block(address: str, **expressions: Any) -> dict[str, Any]:
    """A resource block of the configuration."""
    type_, name = address.split(".")
    return {
        "address": address,
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider_config_key": "aws",
        "expressions": expressions,
    }


def subject(shown: Mapping[str, Any] | None, rules: CheckRules | None = None, **rest: Any) -> Subject:
    """A project with a plan; checks of plans touch neither its folder nor programs."""
    given: dict[str, Any] = {
        "root": Path("/nowhere"),
        "base": None,
        "project": Project(dir="."),
        "plan": shown,
        "environment": "prod",
        "rules": rules or CheckRules(),
        "programs": None,
        **rest,
    }
    return Subject(**given)
