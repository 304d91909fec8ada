"""Estimating what a plan costs. An extension point: an engine is one module behind this protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tidegate.core.costs.model import CostEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class CostQuestion:
    """What an estimate is made of.

    Attributes:
        plan: `terraform show -json` of the plan, whole. Holds secrets in clear: nothing of it but addresses, types and
            what is billed may be in the answer.
        region: The cloud region where no resource and no provider configuration names one; empty when nobody says.
        currency: ISO 4217 code of the wanted amounts.
        overlay: Text of a price file laid over the engine's own; empty when there is none.
        usage: Text of a file of expected usage; empty when there is none.
        overlay_file, usage_file: What problems of the two call them: their paths.
    """

    plan: Mapping[str, Any]
    region: str = ""
    currency: str = "USD"
    overlay: str = ""
    usage: str = ""
    overlay_file: str = "overlay"
    usage_file: str = "usage"


class CostEngine(Protocol):
    """Prices plans."""

    async def estimate(self, question: CostQuestion) -> CostEstimate:
        """What a plan costs. What the engine cannot do is in the estimate (`trouble`, `unpriced`), never left out.

        Raises:
            BadInput: The overlay or the usage file cannot be used; with every problem of it.
        """
        ...
