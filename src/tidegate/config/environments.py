"""`environments:` of the governance file → the environments gates ask about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.credentials import credential_problems, credentials
from tidegate.config.governance_raw import ApplyOff, ApplyRaw, EnvironmentRaw, GovernanceRaw
from tidegate.config.marks import Document, Path
from tidegate.config.problems import did_you_mean
from tidegate.core.gates.policy import ApplyRule, Environment
from tidegate.core.marks import Problem


def environment(name: str, raw: EnvironmentRaw) -> Environment:
    """One environment, without its window.

    Without `paths` it holds `environments/NAME/**`, for its name and every alias. Without `apply` nothing is applied.
    """
    return Environment(
        name=name,
        aliases=tuple(raw.aliases),
        display=raw.display or name,
        branches=tuple(raw.branch),
        paths=tuple(raw.paths) or tuple(f"environments/{word}/**" for word in (name, *raw.aliases)),
        promotes_from=raw.promotes_from,
        plan_allow=tuple(raw.plan.allow),
        apply=_apply(raw.apply),
        plan_credentials=credentials(raw.credentials.plan),
        apply_credentials=credentials(raw.credentials.apply),
    )


def _apply(raw: ApplyRaw) -> ApplyRule:
    if isinstance(raw, ApplyOff):
        return ApplyRule(enabled=False)
    return ApplyRule(
        allow=tuple(raw.allow),
        approvals=raw.approvals.count,
        approvals_from=tuple(raw.approvals.from_ or raw.allow),
        require=tuple(dict.fromkeys(raw.require)),
    )


def words(environments: Mapping[str, EnvironmentRaw]) -> dict[str, str]:
    """Every word for an environment → its name. A name wins over another's alias."""
    found = {word: name for name, raw in environments.items() for word in _words(raw)}
    return found | {name: name for name in environments}


def by_environment(path: Path, document: Document, owners: Mapping[str, str]) -> Iterator[Problem]:
    """Keys of a block that are no word for an environment, and second keys for the same one.

    `owners` leads from every word for an environment to its name.
    """
    taken: dict[str, str] = {}
    for word in document.keys(*path):
        name = owners.get(word)
        if name is None:
            yield document.key_problem((*path, word), f"There is no environment `{word}`.", did_you_mean(word, owners))
        elif name in taken:
            message = f"`{taken[name]}` and `{word}` are the same environment."
            yield document.key_problem((*path, word), message, "Keep one.")
        else:
            taken[name] = word


def environment_problems(raw: GovernanceRaw, document: Document, known: tuple[str, ...]) -> Iterator[Problem]:
    """Words that mean two environments, promotions from nowhere, applies nobody may do.

    `known` are all environments the file declares, faulty ones too.
    """
    yield from _ambiguous(raw, document)
    for name, written in raw.environments.items():
        at = ("environments", name)
        source = written.promotes_from
        if source is not None and source not in known:
            others = [other for other in known if other != name]
            yield document.problem(
                (*at, "promotes_from"), f"There is no environment `{source}`.", did_you_mean(source, others)
            )
        if source == name:
            yield document.problem(
                (*at, "promotes_from"), f"`{name}` is promoted from itself.", "Name the one before it."
            )
        if (
            not isinstance(written.apply, ApplyOff)
            and not document.keys(*at, "apply", "allow")
            and not written.apply.allow
        ):
            yield document.key_problem(
                (*at, "apply"),
                "Nobody may apply: `allow` is missing.",
                "Add `allow: [ROLE]`, or write `apply: disabled`.",
            )
        yield from credential_problems(name, written.credentials, document)


def _ambiguous(raw: GovernanceRaw, document: Document) -> Iterator[Problem]:
    """Words are looked up whatever their case, so they must differ whatever their case."""
    owners = {name.lower(): name for name in raw.environments}
    for name, written in raw.environments.items():
        for word in dict.fromkeys(_words(written)):
            owner = owners.setdefault(word.lower(), name)
            if owner != name:
                message = f"`{word}` means both `{owner}` and `{name}`."
                yield document.key_problem(("environments", name), message, "Use another alias.")


def _words(raw: EnvironmentRaw) -> tuple[str, ...]:
    return (*raw.aliases, *([raw.display] if raw.display else []))
