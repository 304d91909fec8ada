"""Taking a plan's fingerprint: what is kept of it to compare it with plans of other projects and times."""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import Mapping
from typing import Any

from tidegate.core.plans.code import calls
from tidegate.core.plans.fingerprint import Fingerprint
from tidegate.core.plans.loose import loose_modules, uses_providers
from tidegate.flows.outside import outside
from tidegate.flows.planning.code import Behind
from tidegate.flows.rules import Rules
from tidegate.hcl.lock_file import LOCK_FILE, locked_versions
from tidegate.ports.terraform import StageRun
from tidegate.store.plans import StoredPlan


async def fingerprint(
    plan: StoredPlan, run: StageRun, rules: Rules, shown: Mapping[str, Any], behind: Behind
) -> Fingerprint:
    """Of a plan just made; `shown` is `terraform show -json` of it."""
    lock_file = await asyncio.to_thread(outside().terraform.lock_file, run)
    is_committed = posixpath.normpath(posixpath.join(plan.project.dir, LOCK_FILE)) in rules.files
    unlocked = () if is_committed or not uses_providers(shown) else (LOCK_FILE,)
    return Fingerprint(
        identity=behind.identity,
        modules=behind.modules,
        providers=locked_versions(lock_file),
        tree=await outside().checkout.tree(plan.repo, plan.commit),
        loose=(*sorted({*behind.missing, *loose_modules(calls(shown.get("configuration", {})))}), *unlocked),
    )
