"""`environments:` of the governance file → the environments gates ask about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.governance_file.checklists import checklist
from tidegate.config.governance_file.credentials import credentials
from tidegate.config.governance_file.environment_raw import ApplyOff, ApplyRaw, EnvironmentRaw
from tidegate.config.marks import Document, Path
from tidegate.config.problems import did_you_mean
from tidegate.core.gates.policy import ApplyRule, Environment, Link
from tidegate.core.marks import Problem

WATCHED = 3600  # Seconds a deployment is watched where there are signals and nobody says how long.


def environment(name: str, raw: EnvironmentRaw, document: Document) -> Environment:
    """One environment, without what other blocks say of it.

    Without `paths` it holds `environments/NAME/**`, for its name and every alias. Without `apply` nothing is applied.
    """
    return Environment(
        name=name,
        aliases=tuple(raw.aliases),
        display=raw.display or name,
        branches=tuple(raw.branch),
        primary_branch=raw.primary_branch,
        paths=tuple(raw.paths) or tuple(f"environments/{word}/**" for word in (name, *raw.aliases)),
        deploy=raw.deploy,
        promotes_from=raw.promotes_from,
        plan_allow=tuple(raw.plan.allow),
        apply=_apply(raw.apply),
        plan_credentials=credentials(raw.credentials.plan),
        apply_credentials=credentials(raw.credentials.apply),
        checklist=checklist(name, raw, document),
        monitoring=tuple(Link(name=link.name, url=link.url) for link in raw.monitoring),
        only_here=tuple(raw.promotion.only_here),
        after_apply=tuple(raw.after_apply),
        watch_for=_watched(raw),
    )


def _watched(raw: EnvironmentRaw) -> int:
    if raw.watch_for is not None:
        return raw.watch_for
    return WATCHED if raw.signals.health or raw.signals.error_rate else 0


def _apply(raw: ApplyRaw) -> ApplyRule:
    if isinstance(raw, ApplyOff):
        return ApplyRule(enabled=False)
    return ApplyRule(
        allow=tuple(raw.allow),
        approvals=raw.approvals.count,
        approvals_from=tuple(raw.approvals.from_ or raw.allow),
        one_from_each=tuple(raw.approvals.one_from_each),
        sticky=raw.approvals.sticky,
        require=tuple(dict.fromkeys(raw.require)),
    )


def words(environments: Mapping[str, EnvironmentRaw]) -> dict[str, str]:
    """Every word for an environment → its name. A name wins over another's alias."""
    found = {word: name for name, raw in environments.items() for word in further_words(raw)}
    return found | {name: name for name in environments}


def further_words(raw: EnvironmentRaw) -> tuple[str, ...]:
    """What an environment is called besides its name."""
    return (*raw.aliases, *([raw.display] if raw.display else []))


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
