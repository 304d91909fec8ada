"""`manual_rollback_procedures:` of the governance file → who agrees to a rollback, and whether the rest makes sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.governance_file.roles import KnownRoles
from tidegate.config.governance_file.rollbacks_raw import RollbackProcedureRaw
from tidegate.config.marks import Document, Path
from tidegate.config.shell_words import Unfinished, words
from tidegate.core.marks import Problem

BLOCK = "manual_rollback_procedures"


def rollback_approvers(raw: GovernanceRaw, owners: Mapping[str, str], known: KnownRoles) -> dict[str, tuple[str, ...]]:
    """Environment → roles. `owners` leads from every word for an environment to its name."""
    return {
        owners[word]: tuple(filter(None, map(known.meant, procedure.approvers)))
        for word, procedure in raw.manual_rollback_procedures.items()
    }


def rollback_problems(raw: GovernanceRaw, document: Document, owners: Mapping[str, str]) -> Iterator[Problem]:
    """Commands that do something else, and approvals nobody or somebody is to give."""
    for word, procedure in raw.manual_rollback_procedures.items():
        at = (BLOCK, word)
        yield from _approval_problems(procedure, document, at)
        if procedure.command is not None and owners.get(word) != _rolled_back(procedure.command, owners):
            message = f"`{procedure.command}` does not roll {word} back."
            yield document.problem((*at, "command"), message, f"Write `atlantis apply {word} --rollback`.")


def _approval_problems(procedure: RollbackProcedureRaw, document: Document, at: Path) -> Iterator[Problem]:
    if procedure.approval_required and not procedure.approvers:
        message = "Approval is required, and nobody is named who could give it."
        yield document.key_problem((*at, "approval_required"), message, "Add `approvers: [ROLE]`.")
    if procedure.approval_required is False and procedure.approvers:
        message = "Approvers are named, and no approval is required."
        yield document.key_problem((*at, "approvers"), message, "Take them out, or write `approval_required: true`.")


def _rolled_back(command: str, owners: Mapping[str, str]) -> str | None:
    """The environment a comment rolls back: `atlantis apply staging --rollback`."""
    try:
        found = words(command)
    except Unfinished:
        return None
    match found:
        case [_, "apply", environment, "--rollback"] | [_, "apply", "--rollback", environment]:
            return owners.get(environment)
        case _:
            return None
