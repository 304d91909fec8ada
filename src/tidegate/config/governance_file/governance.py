"""`tidegate.yaml` → the policy gates hold a change against, or every problem of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from tidegate.config.governance_file.branches import branch_kinds, branch_problems
from tidegate.config.governance_file.checks import check_rules, cost_rules
from tidegate.config.governance_file.convention import completed
from tidegate.config.governance_file.cost_ranges import AT as COST_RANGES
from tidegate.config.governance_file.cost_ranges import cost_ranges, range_problems
from tidegate.config.governance_file.environment_rules import environment_problems
from tidegate.config.governance_file.environments import by_environment, environment, words
from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.governance_file.notices import budget_problems, notice_problems
from tidegate.config.governance_file.resource_groups import groups, limit_problems
from tidegate.config.governance_file.role_words import role_problems
from tidegate.config.governance_file.roles import KnownRoles, known_roles, people_problems, roles
from tidegate.config.governance_file.rollbacks import BLOCK as ROLLBACKS
from tidegate.config.governance_file.rollbacks import rollback_approvers, rollback_problems
from tidegate.config.governance_file.waivers import waiver_problems, waivers
from tidegate.config.governance_file.windows import window
from tidegate.config.marks import Document, Listing, Scalar
from tidegate.config.problems import check, refuse
from tidegate.config.text import read_document
from tidegate.core.errors import BadInput
from tidegate.core.gates.policy import Environment, Policy, last_of
from tidegate.core.marks import Mark, Problem
from tidegate.core.windows.model import Window

WINDOWS = ("deployment_windows",)
COST_LIMITS = ("resource_limits", "max_cost_increase_per_pr")
LONGEST = 250_000


def read_governance(text: str, source: str, file: str = "tidegate.yaml") -> Policy:
    """Read a governance file.

    `source` says where the text comes from, for people: `acme/infra@main:tidegate.yaml`.

    Raises:
        BadInput: With every problem of the file.
    """
    if len(text) > LONGEST:
        refuse([_too_long(text, file)])
    whole = read_document(text, file)
    if isinstance(whole.root, Scalar) and whole.root.value is None:
        refuse([_empty(whole)])
    checked = check(GovernanceRaw, whole)
    raw = completed(checked.model) if checked.model else None
    windows, broken_windows = _windows(raw, checked.document) if raw else ({}, ())
    across = _across(raw, checked.document, whole) if raw else ()
    refuse(chain(checked.problems, broken_windows, across))
    assert raw is not None  # noqa: S101  without a model there were problems
    return _policy(raw, whole, windows, source=source, revision=hashlib.sha256(text.encode()).hexdigest())


def _too_long(text: str, file: str) -> Problem:
    message = f"The file has {len(text):,} characters; {LONGEST:,} is the most that is read."
    return Problem(mark=Mark(file=file, line=1), path="", text="", message=message, suggestion="Shorten it.")


def _empty(document: Document) -> Problem:
    fix = "Write at least `version: 1`; without the file, nothing is governed."
    return document.problem((), "The file is empty.", fix)


def _across(raw: GovernanceRaw, document: Document, whole: Document) -> Iterator[Problem]:
    """Rules between values. Names are looked up in the whole text: what has a fault of its own still exists."""
    declared = tuple(dict.fromkeys((*whole.keys("environments"), *raw.environments)))
    owners = {name: name for name in declared} | words(raw.environments)
    known = _known(raw, whole)
    yield from people_problems(raw, document)
    yield from role_problems(raw, document, known)
    yield from environment_problems(raw, document, declared)
    yield from branch_problems(raw, document)
    yield from waiver_problems(raw, document)
    for block in (WINDOWS, COST_LIMITS, (ROLLBACKS,)):
        yield from by_environment(block, document, owners)
    yield from limit_problems(raw, document, whole.keys("resource_groups"))
    yield from range_problems(raw, document, known, _length(whole, COST_RANGES))
    yield from rollback_problems(raw, document, owners)
    yield from notice_problems(document, owners)
    yield from budget_problems(raw, document, owners)


def _known(raw: GovernanceRaw, whole: Document) -> KnownRoles:
    """The roles a file declares, faulty ones too; the convention's where they are meant."""
    return known_roles(raw, tuple(dict.fromkeys((*whole.keys("people"), *raw.people))))


def _length(whole: Document, path: tuple[str, ...]) -> int:
    node = whole.node(path)
    return len(node.items) if isinstance(node, Listing) else 0


def _windows(raw: GovernanceRaw, document: Document) -> tuple[dict[str, Window], tuple[Problem, ...]]:
    """Windows by the name the file gives them, and what is wrong with the others."""
    found: dict[str, Window] = {}
    problems: list[Problem] = []
    zone = raw.timezone if "timezone" in raw.model_fields_set else None
    for name, written in raw.deployment_windows.items():
        try:
            found[name] = window(written, document, name, zone)
        except BadInput as error:
            problems.extend(error.problems)
    return found, tuple(problems)


def _policy(
    raw: GovernanceRaw, document: Document, windows: Mapping[str, Window], *, source: str, revision: str
) -> Policy:
    known = _known(raw, document)
    environments = _environments(raw, document, windows, known)
    return Policy(
        revision=revision,
        source=source,
        timezone=raw.timezone,
        roles=roles(raw),
        environments=environments,
        checks=check_rules(raw.checks),
        cost=cost_rules(raw.cost),
        max_resources=raw.resource_limits.max_resources_per_pr,
        groups=groups(raw),
        marks={dotted: entry.mark for dotted, entry in document.written()},
        locale=raw.locale,
        owners=tuple(raw.governance.owners) or _last_appliers(environments),
        branch_kinds=branch_kinds(raw.branches, document),
        enforce_branches=raw.branches.enforce,
        cost_ranges=cost_ranges(raw, document, known),
        waivers=waivers(raw, known),
        emergency_approvers=tuple(filter(None, map(known.meant, raw.emergency.approvers))),
        review_points=_review_points(raw),
    )


def _environments(
    raw: GovernanceRaw, document: Document, windows: Mapping[str, Window], known: KnownRoles
) -> dict[str, Environment]:
    """The environments with what the other blocks say of them under any of their words."""
    owners = words(raw.environments)
    limits = {owners[word]: amount for word, amount in raw.resource_limits.max_cost_increase_per_pr.items()}
    open_at = {owners[word]: found for word, found in windows.items()}
    overridden = {owners[word]: written.emergency_override for word, written in raw.deployment_windows.items()}
    approvers = rollback_approvers(raw, owners, known)
    return {
        name: replace(
            environment(name, written, document),
            max_increase=limits.get(name),
            window=open_at.get(name),
            emergency_override=overridden.get(name, False),
            rollback_approvers=approvers.get(name, ()),
        )
        for name, written in raw.environments.items()
    }


def _last_appliers(environments: Mapping[str, Environment]) -> tuple[str, ...]:
    """The roles that may apply where nothing is promoted from: owners of a file that names none."""
    return tuple(dict.fromkeys(role for each in last_of(environments) for role in each.apply.allow))


def _review_points(raw: GovernanceRaw) -> Mapping[str, tuple[str, ...]]:
    points = {
        "technical": tuple(raw.technical_review),
        "business": tuple(raw.business_review),
        "operational": tuple(raw.operational_review),
    }
    return {kind: each for kind, each in points.items() if each}
