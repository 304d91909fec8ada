"""A plan as an older Terraform would have printed it: without what came later, and by the names used then.

Facts from Terraform's own changelog and from plans people have published; nothing here makes up a value.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

Plan = dict[str, Any]


def _before_1_8(plan: Plan) -> None:
    """1.8 says whether a plan can be applied and is complete."""
    plan.pop("applyable", None)
    plan.pop("complete", None)


def _before_1_5(plan: Plan) -> None:
    """1.5 says when a plan was made, whether it failed and what its checks found, and imports."""
    for key in ("timestamp", "errored", "checks"):
        plan.pop(key, None)


def _before_1_2(plan: Plan) -> None:
    """1.2 guesses which attributes of drift matter."""
    plan.pop("relevant_attributes", None)


def _before_1_0_1(plan: Plan) -> None:
    """Drift is told apart since 1.0.1."""
    plan.pop("resource_drift", None)


def _before_0_15(plan: Plan) -> None:
    """Sensitive values are marked beside their values since 0.15."""
    for entry in plan["resource_changes"]:
        for key in ("before_sensitive", "after_sensitive", "replace_paths"):
            entry["change"].pop(key, None)
    for change in plan["output_changes"].values():
        change.pop("before_sensitive", None)
        change.pop("after_sensitive", None)
    _everywhere(plan, lambda part: part.pop("sensitive_values", None))


def _before_0_14(plan: Plan) -> None:
    """Variables can be sensitive since 0.14."""
    for variable in plan["configuration"]["root_module"].get("variables", {}).values():
        variable.pop("sensitive", None)


def _before_0_13(plan: Plan) -> None:
    """Providers have no registry yet: `aws` is all there is to say."""

    def short(part: Plan) -> None:
        if "provider_name" in part:
            part["provider_name"] = part["provider_name"].rpartition("/")[2]
        part.pop("full_name", None)

    _everywhere(plan, short)


_CHANGES: tuple[tuple[tuple[int, int, int], Callable[[Plan], None]], ...] = (
    ((1, 8, 0), _before_1_8),
    ((1, 5, 0), _before_1_5),
    ((1, 2, 0), _before_1_2),
    ((1, 0, 1), _before_1_0_1),
    ((0, 15, 0), _before_0_15),
    ((0, 14, 0), _before_0_14),
    ((0, 13, 0), _before_0_13),
)

FORMATS: Mapping[str, str] = {
    "0.12.31": "0.1",
    "0.13.7": "0.1",
    "0.14.11": "0.1",
    "0.15.5": "0.1",
    "1.0.11": "0.2",
    "1.1.9": "1.0",
    "1.4.7": "1.1",
    "1.7.5": "1.2",
    "1.11.4": "1.2",
}
"""Release → the `format_version` of its plans."""

MARKS_VALUES = tuple(release for release in FORMATS if release not in ("0.12.31", "0.13.7", "0.14.11"))
"""Releases whose plans mark sensitive values; 0.14 marks variables alone."""


def as_printed_by(release: str, plan: Mapping[str, Any]) -> Plan:
    """The plan of a newer Terraform as this release prints it."""
    older = copy.deepcopy(dict(plan))
    for since, change in _CHANGES:
        if tuple(map(int, release.split("."))) < since:
            change(older)
    return {**older, "format_version": FORMATS[release], "terraform_version": release}


def _everywhere(part: Any, change: Callable[[Plan], object]) -> None:
    if isinstance(part, list):
        for each in part:
            _everywhere(each, change)
    if isinstance(part, dict):
        change(part)
        for each in list(part.values()):
            _everywhere(each, change)
