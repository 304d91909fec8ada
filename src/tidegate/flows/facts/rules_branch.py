"""Whether the branch the rules are read from is protected, or whoever may push there can change them."""

from __future__ import annotations

from tidegate.core.errors import ForgeError
from tidegate.core.gates.policy import Policy
from tidegate.core.known import NOT_ASKED, Known, Unknown
from tidegate.core.words import say
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules, governance_ref


async def open_rules(repo: str, environment: str | None, rules: Rules) -> Known[str]:
    """The branch of the rules where it is not protected; nobody asks but where changes end up."""
    return await unprotected(repo) if is_last(environment, rules) else NOT_ASKED


def is_last(environment: str | None, rules: Rules) -> bool:
    """Whether changes end up in an environment: it is promoted to no other."""
    return isinstance(rules.governance, Policy) and environment in {each.name for each in rules.governance.last}


async def unprotected(repo: str) -> Known[str]:
    """The branch of the rules where it is not protected; empty where it is, and where the server has a file of its own.

    A repository whose plan has no protection (GitHub: private ones that are free) says that its branch has none.
    """
    if outside().settings.governance_file:
        return ""
    try:
        ref = await governance_ref(repo)
        branch = await outside().forge.branch(repo, ref)
    except ForgeError as error:
        return Unknown(
            unknown_because=say("whether the branch of the rules is protected could not be read ({error})", error=error)
        )
    if branch.protected is None:
        return Unknown(unknown_because=say("the forge does not say whether `{branch}` is protected", branch=ref))
    return "" if branch.protected else ref
