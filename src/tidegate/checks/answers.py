"""What tools answer: JSON, or they have not done their part."""

from __future__ import annotations

import json
from typing import Any

from tidegate.core.errors import ToolFailed
from tidegate.core.words import Wording, say
from tidegate.ports.programs import Ran

TAIL = 8_000  # Characters of what a tool printed that travel with an error.


def answer_of(tool: str, ran: Ran) -> Any:
    """The JSON a tool printed.

    Raises:
        ToolFailed: It is none; with what the tool said.
    """
    try:
        return json.loads(ran.out)
    except ValueError:
        raise failed(say("{tool} ended with exit code {code} and no JSON.", tool=tool, code=ran.code), ran) from None


def failed(because: Wording, ran: Ran) -> ToolFailed:
    """The error of a tool that did not do its part, with the tail of what it said."""
    return ToolFailed(because, "\n".join(filter(None, (ran.err.strip(), ran.out.strip())))[-TAIL:])
