"""Rule `open_ingress`: a security group lets the whole world in on other ports than those of the web.

80 and 443 are fine, and so is ICMP. A range that includes others is not. Who or what gets in and is known only after
apply is said as such: it may be the world.
"""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.checks.rules.traffic import WITH_PORTS, Opening, may_be_later, openings

_WEB = ((80, 80), (443, 443))
_HARMLESS = ("icmp", "icmpv6")


def look(side: Side) -> Iterator[Flaw]:
    yield from (opening for opening in openings(side, "ingress", _text) if not _is_fine(opening))
    if may_be_later(side, "ingress"):
        yield Flaw(text="Who gets in is known only after apply.", is_sure=False)


def _is_fine(opening: Opening) -> bool:
    is_web = opening.protocol in WITH_PORTS and opening.ports in _WEB
    return is_web or opening.protocol in _HARMLESS


def _text(what: str, who: str) -> str:
    return f"Lets in {what} from {who}; name only the addresses or security groups that need it."
