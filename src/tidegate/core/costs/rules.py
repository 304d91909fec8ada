"""What a team asks of estimates: the `cost:` block of the governance file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EngineName = Literal["catalog", "infracost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRules:
    """The block as valid values.

    Attributes:
        currency: ISO 4217 code.
        overlay: Path of a price file laid over the engine's own, at the trusted ref; empty when there is none.
        usage: Path of a file of expected usage, at the trusted ref; empty when there is none.
    """

    engine: EngineName = "catalog"
    currency: str = "USD"
    overlay: str = ""
    usage: str = ""
