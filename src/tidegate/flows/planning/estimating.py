"""Asking the cost engine what a plan costs. An estimate that fails is unknown, and keeps no plan from being made."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.rules import CostRules
from tidegate.core.costs.totals import for_the_record
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.words import Wording, say
from tidegate.flows.outside import outside
from tidegate.flows.rules import governance_ref
from tidegate.ports.cost import CostQuestion
from tidegate.ports.terraform import StageRun
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()

#: Where processes of the plan are told their region, in the order AWS's own tools look.
REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")


async def estimate(
    plan: StoredPlan, run: StageRun, governance: Governance, shown: Mapping[str, object]
) -> CostEstimate:
    """What a plan costs, as it is stored; `shown` is `terraform show -json` of it."""
    rules = governance.cost if isinstance(governance, Policy) else CostRules()
    try:
        made = await outside().engines[rules.engine].estimate(await _question(plan.repo, run, rules, shown))
    except TidegateError as error:
        return _none(rules, error.words)
    except Exception:
        log.exception("estimate failed", plan=plan.id)
        return _none(rules, say("Tidegate itself failed to estimate it; its log says why under {id}.", id=plan.id))
    return for_the_record(made)


async def _question(repo: str, run: StageRun, rules: CostRules, shown: Mapping[str, object]) -> CostQuestion:
    return CostQuestion(
        plan=shown,
        region=next((run.variables[name] for name in REGIONS if run.variables.get(name)), ""),
        currency=rules.currency,
        overlay=await _trusted_text(repo, rules.overlay),
        overlay_file=rules.overlay,
        usage=await _trusted_text(repo, rules.usage),
        usage_file=rules.usage,
    )


async def _trusted_text(repo: str, path: str) -> str:
    """Text of a file the governance file names, at the ref it is itself read from.

    Raises:
        FileMissing: It is not there.
    """
    if not path:
        return ""
    ref = await governance_ref(repo)
    text = await outside().checkout.read(repo, ref, path)
    if text is None:
        raise FileMissing(path, ref)
    return text


class FileMissing(TidegateError):
    """The governance file names a file that is not at its ref."""

    def __init__(self, path: str, ref: str) -> None:
        super().__init__(say("The governance file names `{path}`, which is not on `{ref}`.", path=path, ref=ref))


def _none(rules: CostRules, trouble: Wording) -> CostEstimate:
    return CostEstimate(engine=rules.engine, currency=rules.currency, as_of="", trouble=trouble)
