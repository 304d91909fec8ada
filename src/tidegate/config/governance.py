"""`tidegate.yaml` → the policy gates hold a change against, or every problem of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tidegate.config.checks import check_rules, cost_rules
from tidegate.config.convention import MATRIX
from tidegate.config.environments import by_environment, environment, environment_problems, words
from tidegate.config.governance_raw import EnvironmentRaw, GovernanceRaw
from tidegate.config.marks import Document, Scalar
from tidegate.config.problems import check, refuse
from tidegate.config.resource_groups import groups, limit_problems
from tidegate.config.roles import role_problems, roles
from tidegate.config.text import read_document
from tidegate.config.unenforced import at_the_top, concerning, in_a_window, in_an_environment
from tidegate.config.windows import window
from tidegate.core.errors import BadInput
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.marks import Problem
from tidegate.core.windows.model import Window

COST_LIMITS = ("resource_limits", "max_cost_increase_per_pr")


def read_governance(text: str, source: str, file: str = "tidegate.yaml") -> Policy:
    """Read a governance file.

    `source` says where the text comes from, for people: `acme/infra@main:tidegate.yaml`.

    Raises:
        BadInput: With every problem of the file.
    """
    document = read_document(text, file)
    if isinstance(document.root, Scalar) and document.root.value is None:
        refuse(
            [
                document.problem(
                    (), "The file is empty.", "Write at least `version: 1`; without the file, nothing is governed."
                )
            ]
        )
    checked = check(GovernanceRaw, document)
    windows: dict[str, Window] = {}
    across: tuple[Problem, ...] = ()
    if checked.model:
        windows, broken_windows = _windows(checked.model, checked.document)
        across = (*_across(checked.model, checked.document, document), *broken_windows)
    refuse((*checked.problems, *across))
    assert checked.model is not None  # noqa: S101  without a model there were problems
    return _policy(checked.model, document, windows, source=source, revision=hashlib.sha256(text.encode()).hexdigest())


def _declared(raw: GovernanceRaw, document: Document) -> Mapping[str, EnvironmentRaw]:
    """The file's environments; the convention's where it does not speak of them."""
    return raw.environments if document.mark("environments") else MATRIX


def _across(raw: GovernanceRaw, document: Document, whole: Document) -> Iterator[Problem]:
    """Rules between values. Names are looked up in the whole text: a role with a fault of its own still exists."""
    declared = whole.keys("environments") if whole.mark("environments") else tuple(MATRIX)
    yield from role_problems(raw, document, whole.keys("people"))
    yield from environment_problems(raw, document, declared)
    owners = {name: name for name in declared} | words(_declared(raw, document))
    for block in (("deployment_windows",), COST_LIMITS):
        yield from by_environment(block, document, owners)
    yield from limit_problems(raw, document, whole.keys("resource_groups"))


def _windows(raw: GovernanceRaw, document: Document) -> tuple[dict[str, Window], tuple[Problem, ...]]:
    """Windows by the name the file gives them, and what is wrong with the others."""
    found: dict[str, Window] = {}
    problems: list[Problem] = []
    for name, written in raw.deployment_windows.items():
        try:
            found[name] = window(written, document, name, raw.timezone)
        except BadInput as error:
            problems.extend(error.problems)
    return found, tuple(problems)


def _policy(
    raw: GovernanceRaw, document: Document, windows: Mapping[str, Window], *, source: str, revision: str
) -> Policy:
    declared = _declared(raw, document)
    owners = words(declared)
    keys = {owners[name]: name for name in windows}
    limits = {owners[word]: amount for word, amount in raw.resource_limits.max_cost_increase_per_pr.items()}
    bare = [replace(environment(name, one), max_increase=limits.get(name)) for name, one in declared.items()]
    return Policy(
        revision=revision,
        source=source,
        timezone=raw.timezone,
        roles=roles(raw),
        environments={one.name: _environment(one, document, windows, keys.get(one.name)) for one in bare},
        checks=check_rules(raw.checks),
        cost=cost_rules(raw.cost),
        max_resources=raw.resource_limits.max_resources_per_pr,
        groups=groups(raw),
        marks={dotted: entry.mark for dotted, entry in document.written()},
    )


def _environment(
    bare: Environment, document: Document, windows: Mapping[str, Window], window_key: str | None
) -> Environment:
    """The environment with its window and with what this version does not enforce of it."""
    own = in_an_environment(document, bare.name) if document.mark("environments", bare.name) else ()
    if window_key is not None:
        own = (*own, *in_a_window(document, window_key))
    return replace(
        bare,
        window=windows[window_key] if window_key is not None else None,
        unenforced=concerning(bare, at_the_top(document), own),
    )
