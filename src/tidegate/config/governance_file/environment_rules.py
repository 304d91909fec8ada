"""What is wrong with the environments of a governance file, between their keys and between each other."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.config.governance_file.checklists import checklist_problems
from tidegate.config.governance_file.credentials import credential_problems
from tidegate.config.governance_file.environment_raw import ApplyOff, EnvironmentRaw
from tidegate.config.governance_file.environments import further_words
from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.governance_file.signals import signal_problems
from tidegate.config.marks import Document, Path
from tidegate.config.problems import did_you_mean
from tidegate.core.marks import Problem
from tidegate.core.projects.globs import fits_glob

#: Addresses that have nothing in common: a pattern both fit means all of them.
_UNLIKE = ("aws_instance.this", "module.k.google_dns_zone.w")


def environment_problems(raw: GovernanceRaw, document: Document, known: tuple[str, ...]) -> Iterator[Problem]:
    """Words that mean two environments, promotions from nowhere, applies nobody may do.

    `known` are all environments the file declares, faulty ones too.
    """
    yield from _ambiguous(raw, document)
    yield from _circles(raw, document)
    for name, written in raw.environments.items():
        at = ("environments", name)
        yield from _source(name, raw, document, known)
        yield from _primary(name, written, document)
        yield from _applies(written, document, at)
        yield from _only_here(written, document, at)
        yield from credential_problems(name, written.credentials, document)
        yield from checklist_problems(name, written, document)
        yield from signal_problems(name, written, document)


def _source(name: str, raw: GovernanceRaw, document: Document, known: tuple[str, ...]) -> Iterator[Problem]:
    """What is promoted comes from the branch of another environment."""
    at, source = ("environments", name, "promotes_from"), raw.environments[name].promotes_from
    if source is None or source == name:
        return
    if source not in known:
        others = [other for other in known if other != name]
        yield document.problem(at, f"There is no environment `{source}`.", did_you_mean(source, others))
    elif source in raw.environments and not raw.environments[source].branch:
        message = f"`{source}` has no branch, so nothing can come from it."
        yield document.problem(at, message, f"Add `branch:` to `{source}`.")


def _primary(name: str, raw: EnvironmentRaw, document: Document) -> Iterator[Problem]:
    if raw.primary_branch is not None and raw.primary_branch not in raw.branch:
        message = f"`{raw.primary_branch}` is not a branch of {name}."
        fix = did_you_mean(raw.primary_branch, raw.branch) or "Name it under `branch` too."
        yield document.problem(("environments", name, "primary_branch"), message, fix)


def _applies(raw: EnvironmentRaw, document: Document, at: Path) -> Iterator[Problem]:
    written = document.keys(*at, "apply", "allow") or raw.apply.allow
    if not isinstance(raw.apply, ApplyOff) and not written:
        message = "Nobody may apply: `allow` is missing."
        yield document.key_problem((*at, "apply"), message, "Add `allow: [ROLE]`, or write `apply: disabled`.")


def _only_here(raw: EnvironmentRaw, document: Document, at: Path) -> Iterator[Problem]:
    """Patterns that would let everything past the environment before."""
    for n, pattern in enumerate(raw.promotion.only_here):
        if all(fits_glob(pattern, address) for address in _UNLIKE):
            message = f"`{pattern}` means every address: nothing would have to go through the environment before."
            fix = "Name what is only here, as in `aws_wafv2_*.*`."
            yield document.problem((*at, "promotion", "only_here", n), message, fix)


def _circles(raw: GovernanceRaw, document: Document) -> Iterator[Problem]:
    """Environments that are promoted from themselves, directly or by way of others."""
    for name, written in raw.environments.items():
        if written.promotes_from == name:
            message = f"`{name}` is promoted from itself."
            yield document.problem(("environments", name, "promotes_from"), message, "Name the one before it.")
        elif name in (way := _way_down(raw, name)):
            shown = " → ".join((name, *way))
            message = f"The promotions lead in a circle: {shown}."
            yield document.problem(("environments", name, "promotes_from"), message, "Take one `promotes_from` out.")


def _way_down(raw: GovernanceRaw, name: str) -> tuple[str, ...]:
    """The environments a change comes through before, nearest first, until one comes again."""
    way: dict[str, None] = {}
    before = raw.environments[name].promotes_from
    while before in raw.environments and before not in way:
        way[before] = None
        before = raw.environments[before].promotes_from
    return tuple(way)


def _ambiguous(raw: GovernanceRaw, document: Document) -> Iterator[Problem]:
    """Words are looked up whatever their case, so they must differ whatever their case."""
    owners = {name.lower(): name for name in raw.environments}
    for name, written in raw.environments.items():
        for word in dict.fromkeys(further_words(written)):
            owner = owners.setdefault(word.lower(), name)
            if owner != name:
                message = f"`{word}` means both `{owner}` and `{name}`."
                yield document.key_problem(("environments", name), message, "Use another alias.")
