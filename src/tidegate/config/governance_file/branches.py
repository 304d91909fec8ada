"""`branches:` of the governance file → the kinds of head branches there are."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.config.governance_file.governance_raw import BranchesRaw, BranchKindRaw, GovernanceRaw
from tidegate.config.marks import Document
from tidegate.config.problems import did_you_mean
from tidegate.core.gates.policy import BranchKind
from tidegate.core.marks import Problem


def branch_kinds(raw: BranchesRaw, document: Document) -> tuple[BranchKind, ...]:
    return tuple(
        BranchKind(name=name, pattern=kind.pattern, into=tuple(kind.into), at=document.mark("branches", name))
        for name, kind in _kinds(raw)
    )


def branch_problems(raw: GovernanceRaw, document: Document) -> Iterator[Problem]:
    """Branches no environment has, and names that are enforced where none is written."""
    if raw.branches.enforce and not tuple(_kinds(raw.branches)):
        message = "No kind of branch is written, so every branch would be refused."
        yield document.key_problem(("branches", "enforce"), message, "Add `feature: {pattern: ...}`.")
    known = {branch for environment in raw.environments.values() for branch in environment.branch}
    for name, kind in _kinds(raw.branches):
        for n, branch in enumerate(kind.into):
            if known and branch not in known:
                message = f"`{branch}` is no environment's branch."
                yield document.problem(("branches", name, "into", n), message, did_you_mean(branch, known))


def _kinds(raw: BranchesRaw) -> Iterator[tuple[str, BranchKindRaw]]:
    for name, kind in (("feature", raw.feature), ("hotfix", raw.hotfix)):
        if kind:
            yield name, kind
