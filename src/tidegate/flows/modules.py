"""What the Terraform code of a commit says of its projects: which local modules it calls, which workspace it names."""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import Iterable, Mapping

from tidegate.core.gates.policy import NoPolicy
from tidegate.core.projects.find import NO_CALLS
from tidegate.core.projects.modules import Calls
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.hcl.cloud import cloud_workspaces
from tidegate.hcl.modules import local_calls, may_call

#: A commit's calls are asked for several times by one order, and reading them parses every file of it.
REMEMBERED = 16
_remembered: dict[tuple[str, str, str], Calls] = {}


async def module_calls(repo: str, commit: str, rules: Rules) -> Calls:
    """Calls of a commit. With a governance file they are always followed, without one where the server says so."""
    autoplan = outside().settings.switches.autoplan
    if isinstance(rules.governance, NoPolicy) and not (autoplan.modules or autoplan.modules_from):
        return NO_CALLS
    key = (repo, commit, rules.commit)
    if key not in _remembered:
        texts = await outside().checkout.texts(repo, commit, [path for path in rules.files if may_call(path)])
        found = (await asyncio.to_thread(local_calls, texts)).calls
        while len(_remembered) >= REMEMBERED:
            _remembered.pop(next(iter(_remembered)), None)
        _remembered[key] = found
        return found
    return _remembered[key]


async def workspaces(repo: str, commit: str, rules: Rules, paths: Iterable[str]) -> Mapping[str, str]:
    """Workspaces that `cloud` blocks name, of the directories that have changed files."""
    homes = {posixpath.dirname(path) for path in paths}
    wanted = [path for path in rules.files if path.endswith(".tf") and posixpath.dirname(path) in homes]
    return await asyncio.to_thread(cloud_workspaces, await outside().checkout.texts(repo, commit, wanted))
