"""`waivers:` of the governance file: who may let which gate pass once, and which gates nobody may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.governance_file.roles import KnownRoles
from tidegate.config.marks import Document
from tidegate.config.problems import did_you_mean
from tidegate.core.gates.said.waive import NEVER
from tidegate.core.gates.table import GATES
from tidegate.core.marks import Problem

WAIVABLE = tuple(gate for gate in GATES if gate not in NEVER)
DEFAULT = {"cost_limit": ("cto",), "promotion": ("devops-lead", "cto")}


def waivers(raw: GovernanceRaw, known: KnownRoles) -> Mapping[str, tuple[str, ...]]:
    """Gate → roles. Without the key, the convention's, as far as there are such roles."""
    if "waivers" in raw.model_fields_set:
        return {gate: tuple(filter(None, map(known.meant, words))) for gate, words in raw.waivers.items()}
    there = {gate: tuple(role for role in names if role in known.names) for gate, names in DEFAULT.items()}
    return {gate: names for gate, names in there.items() if names}


def waiver_problems(raw: GovernanceRaw, document: Document) -> Iterator[Problem]:
    for gate in raw.waivers:
        at = ("waivers", gate)
        if gate in NEVER:
            yield document.key_problem(at, f"Nobody may waive the gate `{gate}`.", "Take the line out.")
        elif gate not in WAIVABLE:
            yield document.key_problem(at, f"There is no gate `{gate}`.", did_you_mean(gate, WAIVABLE))
