"""One thing the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `remedy` is empty when there is nothing to do."""

    subject: str
    verdict: Literal["ok", "warning", "failure"]
    detail: str
    remedy: str = ""
