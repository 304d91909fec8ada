"""Templates of names: `{project}-{environment}-{service}`."""

from __future__ import annotations

import re

from tidegate.config.problems import broken, did_you_mean
from tidegate.core.checks.rules import PLACEHOLDERS

_IN_BRACES = re.compile(r"\{([^{}]*)\}")


def name_template(value: str) -> str:
    """A template with placeholders there are, every brace closed; for pydantic."""
    written = _IN_BRACES.findall(value)
    for word in written:
        if word not in PLACEHOLDERS:
            raise broken(f"`{{{word}}}` is not a placeholder.", did_you_mean(word, PLACEHOLDERS))
    if re.search(r"[{}]", _IN_BRACES.sub("", value)):
        raise broken(f"A brace of `{value}` is not closed.", "Write each placeholder as in `{project}`.")
    if not written:
        raise broken(
            f"`{value}` has no placeholder, so all names would be the same.", "Write one, as in `{project}-{service}`."
        )
    return value
