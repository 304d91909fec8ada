"""Check `policies`: the team's Rego on the plan, as conftest has it. What is not evaluated is failed, never passed."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidegate.checks import rego_child
from tidegate.checks.builtin import NO_PLAN
from tidegate.checks.rego import Asked, Said, evaluated
from tidegate.core.checks.model import CheckResult, Finding, Severity, result_of
from tidegate.core.errors import ToolFailed
from tidegate.core.words import say
from tidegate.ports.checks import Subject

POLICIES = "policies"


class Policies:
    """`deny` and `violation` are HIGH unless the team says else of their package; `warn` warns."""

    name = POLICIES

    async def examine(self, subject: Subject) -> CheckResult:
        if subject.policies is None:
            return CheckResult(check=self.name, state="skipped", reason=say("No folder of policies is set."))
        if subject.plan is None:
            return CheckResult(check=self.name, state="failed", reason=NO_PLAN)
        texts = await asyncio.to_thread(_texts, subject.policies)
        folder = subject.programs.scratch / "rego"
        try:
            plan = await asyncio.to_thread(_write, folder, subject.plan)
            asked = Asked(policies=subject.policies, texts=texts, plan=plan, folder=folder, programs=subject.programs)
            said = await evaluated(asked)
        finally:  # The plan holds secrets in clear.
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        return result_of(self.name, tuple(_finding(each, subject.rules.severities) for each in said))


def _texts(folder: Path) -> Mapping[str, str]:
    """The policies, without their tests.

    Raises:
        ToolFailed: None of them says anything.
    """
    files = sorted(file for file in folder.rglob("*.rego") if not file.name.endswith("_test.rego"))
    texts = {file.relative_to(folder).as_posix(): file.read_text("utf-8", errors="replace") for file in files}
    try:
        if rego_child.rules(texts):
            return texts
    except rego_child.NotEvaluated as error:
        raise ToolFailed(str(error)) from None
    raise ToolFailed(
        say("No policy has a rule `deny`, `violation` or `warn`. Write one, or take `checks.policies` away.")
    )


def _write(folder: Path, plan: Mapping[str, Any]) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / "plan.json"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        json.dump(plan, opened)
    return file


def _finding(said: Said, severities: Mapping[str, Severity]) -> Finding:
    warns = said.rule.startswith("warn")
    fields = said.message if isinstance(said.message, dict) else {"msg": said.message}
    address = fields.get("address") or fields.get("resource")
    return Finding(
        id=said.namespace,
        severity="WARN" if warns else severities.get(said.namespace, "HIGH"),
        message=fields["msg"] if isinstance(fields.get("msg"), str) else json.dumps(said.message, ensure_ascii=False),
        address=address if isinstance(address, str) else "",
    )
