"""Which files of a change the owners of the rules have to approve."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeError, GitFailed
from tidegate.core.gates.governed_files import governed
from tidegate.core.gates.policy import BrokenPolicy, Policy
from tidegate.core.known import NOT_ASKED, Known, Unknown
from tidegate.core.words import say
from tidegate.flows.outside import outside
from tidegate.flows.projects import changed_paths
from tidegate.flows.rules import CONFIG, Rules, rule_of


async def edited_rules(change: Change, governance: Policy | BrokenPolicy) -> Known[tuple[str, ...]]:
    """The same of a fetched change in whatever environment, from the clone: the forge is asked nothing.

    Rules that cannot be used do not say which scripts and policies are among them.

    Raises:
        GitFailed: The clone lacks the change's commits.
    """
    if isinstance(governance, BrokenPolicy):
        return Unknown(unknown_because=say("the rules cannot be used"))
    paths = await outside().checkout.changed_files(change.repo, change.base_sha, change.head_sha)
    return governed(paths, governance, config_file=_config_file(change))


def _config_file(change: Change) -> str:
    return rule_of(change.repo).repo_config_file or CONFIG


async def governed_files(change: Change, environment: str | None, rules: Rules) -> Known[tuple[str, ...]]:
    """Of what the change touches, files that decide what the gates decide; unknown while nobody knows what it touches.

    Nothing is governed where there are no rules, and nobody asks where no environment's hold.
    """
    if not isinstance(rules.governance, Policy):
        return ()
    if environment not in rules.governance.environments:
        return NOT_ASKED
    try:
        paths = await changed_paths(change)
    except (ForgeError, GitFailed) as error:
        return Unknown(unknown_because=say("which files the change touches could not be read ({error})", error=error))
    return governed(paths, rules.governance, config_file=_config_file(change))
