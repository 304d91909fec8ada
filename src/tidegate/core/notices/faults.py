"""What is said when something outside, or Tidegate itself, did not do its part."""

from __future__ import annotations

from tidegate.core.errors import TidegateError
from tidegate.core.words import Words, say

UNSAFE = say("This server runs plans without isolation (TIDEGATE_UNSAFE_RUNNER): a plan can read what the server can.")
OUR_FAULT = say("Tidegate itself failed.")
NOT_APPLIED = say("Not applied.")
NOT_PLANNED = say("Could not be planned.")
GAVE_UP = say("The forge did not answer for about an hour, so nothing was done. Comment it again.")


def not_done(error: TidegateError) -> Words:
    """Something outside failed: its own words, and that nothing was changed."""
    return say("This could not be carried out, and nothing was changed: {why}", why=error.words)


def broken(marker: str) -> Words:
    """A fault of ours, which the log tells more of under `marker`."""
    return say(
        "Tidegate itself failed here. Its log says why under {id}; comment the command again to go on.", id=marker
    )
