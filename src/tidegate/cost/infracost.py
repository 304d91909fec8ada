"""Infracost 0.10 as a cost engine: its command line on the plan's JSON, in a scratch folder of its own."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tidegate.core.costs.model import CostEstimate
from tidegate.core.errors import ToolFailed
from tidegate.core.words import Wording, as_clause, say
from tidegate.cost.infracost_json import read
from tidegate.ports.cost import CostQuestion
from tidegate.ports.programs import Programs, Ran

SECONDS = 300.0
INSTALL = say("Install the 0.10 line (github.com/infracost/infracost/releases), or set `cost.engine: catalog`.")

#: It sends nothing anywhere but to its price service, and reads no `.env` of the folder it runs in.
QUIET: Mapping[str, str] = {
    "INFRACOST_SKIP_UPDATE_CHECK": "true",
    "INFRACOST_ENABLE_CLOUD": "false",
    "INFRACOST_ENABLE_CLOUD_UPLOAD": "false",
    "INFRACOST_NO_COLOR": "true",
    "INFRACOST_LOG_LEVEL": "warn",
    "INFRACOST_DISABLE_ENVFILE": "true",
}

_VERSION = re.compile(r"v?(\d+)\.(\d+\.\d+)")


class Infracost:
    """Prices plans with the Infracost on PATH.

    Args:
        variables: What it finds prices with: INFRACOST_API_KEY or INFRACOST_PRICING_API_ENDPOINT.
        seconds: How long it may take.
    """

    def __init__(self, programs: Programs, variables: Mapping[str, str], *, seconds: float = SECONDS) -> None:
        self._programs = programs
        self._variables = {**variables, **QUIET}
        self._secrets = tuple(filter(None, variables.values()))
        self._seconds = seconds

    async def estimate(self, question: CostQuestion) -> CostEstimate:
        try:
            return await self._estimate(question)
        except ToolFailed as error:
            return CostEstimate(engine="infracost", currency=question.currency, as_of="", trouble=_sentence(error))

    async def _estimate(self, question: CostQuestion) -> CostEstimate:
        if question.overlay:
            raise ToolFailed(
                say("Infracost takes no price file: leave `cost.overlay` out, or set `cost.engine: catalog`")
            )
        binary = self._programs.find("infracost")
        if binary is None:
            raise ToolFailed(say("infracost is not on PATH here. {install}", install=INSTALL))
        version = await self._version(binary)
        text = await self._breakdown(binary, question)
        return await asyncio.to_thread(
            read, text, question.plan, engine=f"infracost {version}", currency=question.currency
        )

    async def _version(self, binary: str) -> str:
        """`0.10.41`.

        Raises:
            ToolFailed: It is of another line.
        """
        scratch = self._programs.scratch
        ran = await self._ran((binary, "--version"), scratch, self._variables)
        found = _VERSION.search(ran.out)
        if ran.code or found is None:
            raise ToolFailed(say("`infracost --version` names no version"), _tail(ran.err))
        if found[1] != "0":
            raise ToolFailed(
                say(
                    "Infracost {version} cannot be used: from version 2 on it reads no plan JSON. {install}",
                    version=found[0],
                    install=INSTALL,
                )
            )
        return found[0].removeprefix("v")

    async def _breakdown(self, binary: str, question: CostQuestion) -> str:
        usage = ("--usage-file", "usage.yml") if question.usage else ()
        line = (binary, "breakdown", "--path", "plan.json", *usage, "--format", "json")
        variables = {**self._variables, "INFRACOST_CURRENCY": question.currency, **_region(question)}
        folder = await asyncio.to_thread(_written, self._programs.scratch, question)
        try:
            ran = await self._ran(line, folder, variables)
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        if ran.code:
            raise ToolFailed(say("`infracost breakdown` ended with exit code {code}", code=ran.code), _tail(ran.err))
        return ran.out

    async def _ran(self, line: tuple[str, ...], folder: Path, variables: Mapping[str, str]) -> Ran:
        """What a program says of its key may hold the key, and an endpoint may hold a password."""
        ran = await self._programs.run(line, cwd=folder, seconds=self._seconds, variables=variables)
        return replace(ran, out=self._without_secrets(ran.out), err=self._without_secrets(ran.err))

    def _without_secrets(self, words: str) -> str:
        for secret in self._secrets:
            words = words.replace(secret, "(hidden)")
        return words


def _written(scratch: Path, question: CostQuestion) -> Path:
    """A new folder only we can look into, with the files Infracost is given: a plan holds secrets in clear."""
    folder = Path(tempfile.mkdtemp(prefix="infracost-", dir=scratch))
    _write(folder / "plan.json", json.dumps(question.plan))
    if question.usage:
        _write(folder / "usage.yml", question.usage)
    return folder


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _region(question: CostQuestion) -> dict[str, str]:
    """Infracost silently takes us-east-1 for what names no region. It knows one other word, which counts everywhere.

    Raises:
        ToolFailed: Nobody names one.
    """
    aws = [each for each in _providers(question.plan) if each.get("name") == "aws"]
    if any(map(_names_region, aws)) or not (aws or _has_aws(question.plan)):
        return {}
    if not question.region:
        raise ToolFailed(say("Nothing says which AWS region this is for, and Infracost would take us-east-1"))
    return {"INFRACOST_AWS_OVERRIDE_REGION": question.region}


def _providers(plan: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    configured: Mapping[str, Mapping[str, Any]] = (plan.get("configuration") or {}).get("provider_config") or {}
    return configured.values()


def _names_region(provider: Mapping[str, Any]) -> bool:
    """Whether a provider's configuration names it in a way Infracost follows: as text or by a variable."""
    region = (provider.get("expressions") or {}).get("region") or {}
    return "constant_value" in region or any(each.startswith("var.") for each in region.get("references") or ())


def _has_aws(plan: Mapping[str, Any]) -> bool:
    changes = plan.get("resource_changes") or ()
    return any(str(each.get("provider_name", "")).endswith("/aws") for each in changes)


def _sentence(error: ToolFailed) -> Wording:
    because = as_clause(error.words)
    if not error.output:
        return say("{because}.", because=because)
    return say("{because}: {output}.", because=because, output=error.output.rstrip("."))


def _tail(text: str) -> str:
    """The last line a program printed, at a readable length."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""
