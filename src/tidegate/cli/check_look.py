"""Having a plan priced and examined on this machine, with what a server uses on one of its own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tidegate.cli.check_looks import Look
from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.rules import CostRules
from tidegate.core.costs.totals import for_the_record
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Policy
from tidegate.core.plans.conceal import conceal
from tidegate.core.plans.read import read
from tidegate.core.plans.secrets import sensitive_values
from tidegate.cost.catalog.engine import Catalog
from tidegate.cost.infracost import Infracost
from tidegate.cost.price_list_file import prices_file
from tidegate.ports.checks import Examiner, Subject
from tidegate.ports.cost import CostEngine, CostQuestion
from tidegate.ports.programs import Programs
from tidegate.terraform.programs import LaptopPrograms
from tidegate.terraform.toolbox import Toolbox

REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
PRICE_SERVICE = ("INFRACOST_API_KEY", "INFRACOST_PRICING_API_ENDPOINT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The governance file, and what it names.

    Attributes:
        policy: None when there is none.
        source: Where it was read, for people; empty when there is none.
        text: Text of a file it names, None when that is not there.
    """

    policy: Policy | None
    source: str
    text: Callable[[str], Awaitable[str | None]]


def programs_here(scratch: Path) -> LaptopPrograms:
    """Programs as the person who asks would start them: their PATH, their environment."""
    toolbox = Toolbox(folder=_data() / "tools", path=os.environ.get("PATH", os.defpath))
    return LaptopPrograms(scratch, toolbox, dict(os.environ))


def _data() -> Path:
    """Where a server on this machine would keep its tools and newer prices."""
    return Path(os.environ.get("TIDEGATE_DATA_DIR") or "~/.tidegate").expanduser().absolute()


async def looked_at(subject: Subject, look: Look, rules: Rules, examiner: Examiner) -> Look:
    """The look with what the plan does, what it costs and what checks say; secrets are in none of it."""
    if subject.plan is None:
        checks = await examiner.examine(subject)
        return replace(look, checks=checks)
    cost, checks = await asyncio.gather(
        estimate(subject.plan, rules, subject.programs),
        examiner.examine(subject),
    )
    secrets = await asyncio.to_thread(sensitive_values, subject.plan)
    content = await asyncio.to_thread(read, subject.plan, secrets)
    return replace(look, content=content, cost=conceal(cost, secrets), checks=conceal(checks, secrets))


async def estimate(plan: Mapping[str, Any], rules: Rules, programs: Programs) -> CostEstimate:
    """What the plan costs, by the engine the rules name. What fails is trouble of the estimate."""
    asked = rules.policy.cost if rules.policy else CostRules()
    try:
        return for_the_record(await _engine(asked, programs).estimate(await _question(plan, asked, rules)))
    except TidegateError as error:
        return CostEstimate(engine=asked.engine, currency=asked.currency, as_of="", trouble=str(error))


def _engine(asked: CostRules, programs: Programs) -> CostEngine:
    if asked.engine == "infracost":
        return Infracost(programs, {name: os.environ[name] for name in PRICE_SERVICE if os.environ.get(name)})
    return Catalog(prices_file(_data()))


async def _question(plan: Mapping[str, Any], asked: CostRules, rules: Rules) -> CostQuestion:
    return CostQuestion(
        plan=plan,
        region=next((os.environ[name] for name in REGIONS if os.environ.get(name)), ""),
        currency=asked.currency,
        overlay=await _named(asked.overlay, rules),
        overlay_file=asked.overlay,
        usage=await _named(asked.usage, rules),
        usage_file=asked.usage,
    )


async def _named(path: str, rules: Rules) -> str:
    if not path:
        return ""
    text = await rules.text(path)
    if text is None:
        raise FileMissing(path, rules.source)
    return text


class FileMissing(TidegateError):
    """The governance file names a file that is not beside it."""

    def __init__(self, path: str, source: str) -> None:
        super().__init__(f"{source} names `{path}`, which is not there.")
