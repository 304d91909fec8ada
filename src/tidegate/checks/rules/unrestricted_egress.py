"""Rule `unrestricted_egress`: a security group lets everything out to the whole world; a warning, most groups do.

Only rules for all traffic, or for all ports of tcp or udp, count. What is known only after apply is not said: a
warning that may be none helps nobody, and it stops nothing either way.
"""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.checks.rules.traffic import ALL, WITH_PORTS, Opening, openings


def look(side: Side) -> Iterator[Flaw]:
    return (opening for opening in openings(side, "egress", _text) if opening.is_sure and _is_everything(opening))


def _is_everything(opening: Opening) -> bool:
    return opening.protocol in ("-1", *WITH_PORTS) and opening.ports in (ALL, (1, ALL[1]))


def _text(what: str, who: str) -> str:
    return f"Lets out {what} to {who}."
