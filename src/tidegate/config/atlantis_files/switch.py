"""Truth values of Atlantis's files: its YAML reader takes `yes` and `off` where a truth value is meant."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

_WORDS = {"y": True, "Y": True, "yes": True, "on": True, "n": False, "N": False, "no": False, "off": False}


def _truth(value: Any) -> Any:
    return _WORDS.get(value, value) if isinstance(value, str) else value


Switch = Annotated[bool, BeforeValidator(_truth)]
