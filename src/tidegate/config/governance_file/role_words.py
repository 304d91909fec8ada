"""Where a governance file names roles, and whether there are such roles."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.governance_file.roles import KnownRoles
from tidegate.config.marks import Document, Path
from tidegate.core.marks import Problem


def role_problems(raw: GovernanceRaw, document: Document, known: KnownRoles) -> Iterator[Problem]:
    """Words that mean no role."""
    for path, name in _by_name(raw):
        if name not in known.names:
            yield _missing(document, path, name, known)
    for path, word in _by_name_or_handle(raw):
        if known.meant(word) is None:
            message = f"`{word}` is neither a role nor the chat handle of one."
            yield document.problem(path, message, known.nearest(word))


def _missing(document: Document, path: Path, name: str, known: KnownRoles) -> Problem:
    """A role that only the convention's own environments name is missing where people are declared."""
    if document.mark(path[0]) is None:
        message = f"There is no role `{name}`, which the convention's environments name."
        return document.key_problem(("people",), message, "Declare it here, or write `environments`.")
    return document.problem(path, f"There is no role `{name}` under `people`.", known.nearest(name))


def _by_name(raw: GovernanceRaw) -> Iterator[tuple[Path, str]]:
    yield from _each(("governance", "owners"), raw.governance.owners)
    for role, person in raw.people.items():
        yield from _each(("people", role, "includes"), person.includes)
    for name, environment in raw.environments.items():
        at = ("environments", name)
        approvals = environment.apply.approvals
        yield from _each((*at, "plan", "allow"), environment.plan.allow)
        yield from _each((*at, "apply", "allow"), environment.apply.allow)
        yield from _each((*at, "apply", "approvals", "from"), approvals.from_)
        yield from _each((*at, "apply", "approvals", "one_from_each"), approvals.one_from_each)
        for n, item in enumerate(environment.checklist):
            yield from _each((*at, "checklist", n, "by"), item.by)


def _by_name_or_handle(raw: GovernanceRaw) -> Iterator[tuple[Path, str]]:
    yield from _each(("emergency", "approvers"), raw.emergency.approvers)
    for gate, names in raw.waivers.items():
        yield from _each(("waivers", gate), names)
    for name, procedure in raw.manual_rollback_procedures.items():
        yield from _each(("manual_rollback_procedures", name, "approvers"), procedure.approvers)


def _each(path: Path, names: list[str]) -> Iterator[tuple[Path, str]]:
    for n, name in enumerate(names):
        yield (*path, n), name
